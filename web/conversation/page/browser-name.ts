import { shorten } from '../../../domain/text/shorten.ts';

/** Most particular first: every browser claims to be the ones below it. */
const BROWSERS: [name: string, pattern: RegExp][] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[\d.]*.*Safari\//],
];

const SYSTEMS: [name: string, pattern: RegExp][] = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['ChromeOS', /CrOS/],
  ['Windows', /Windows/],
  ['macOS', /Macintosh|Mac OS X/],
  ['Linux', /Linux|X11/],
];

/** A User-Agent as a person says it: `Chrome 126 on Windows`. What nobody knows stays as it is, cut short. */
export function browserName(userAgent: string): string {
  const [browser, version] = find(BROWSERS, userAgent) ?? [];
  const [system] = find(SYSTEMS, userAgent) ?? [];
  if (!browser) return system ?? (shorten(userAgent, 60) || 'Unknown');
  return [browser, version, system && `on ${system}`].filter(Boolean).join(' ');
}

function find(list: [string, RegExp][], userAgent: string): [string, string | undefined] | null {
  for (const [name, pattern] of list) {
    const match = pattern.exec(userAgent);
    if (match) return [name, match[1]];
  }
  return null;
}
