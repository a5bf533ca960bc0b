/** The likeliest comes last in a browser's own list of what it is like: the first that is found here is what it is. */
const BROWSERS: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** `Firefox on Windows`: what a browser says of itself, as somebody would recognise it. */
export function deviceWords(userAgent: string | null): string {
  const found = (all: [RegExp, string][]) => all.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const [browser, system] = [found(BROWSERS), found(SYSTEMS)];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? (system ? `Something on ${system}` : 'An unknown browser');
}

/** `198.51.100.7`, `2001:db8:1:2::`: the network a session began in; of IPv6 it is all that is kept. */
export function networkWords(address: string | null): string | null {
  if (!address) return null;
  const groups = address.split(':').map((group) => group.replace(/^0+(?=.)/, ''));
  if (address.startsWith('127.') || groups.every((group) => group === '0' || group === ''))
    return 'this machine';
  return groups.length === 1
    ? address
    : `${groups
        .slice(0, 4)
        .join(':')
        .replace(/(:0)+$/, '')}::`;
}
