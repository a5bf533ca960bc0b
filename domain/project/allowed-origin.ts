import { shorten } from '../text/shorten.ts';

/** A site as a project's settings hold it, or why it cannot be one. */
export type OriginReading = { origin: string } | { problem: string };

/** `https://*.example.com`: the mark stands for one or more whole names, never for a part of one or for the end. */
const WILDCARD = '*.';
const ORIGIN = /^([a-z][a-z0-9+.-]*):\/\/([^/?#@\s]+)(\/?)$/i;

/**
 * Reads what an admin wrote into "Allowed sites", one site. Taken are origins as browsers send them (RFC 6454, 6.2), those
 * of apps included (`capacitor://localhost`), `null` for frames and web views that have none, and a wildcard for all
 * subdomains of a domain. Anything else is refused in words: what is cut silently would be trusted for something else.
 */
export function readAllowedOrigin(written: string): OriginReading {
  const text = written.trim();
  if (text.toLowerCase() === 'null') return { origin: 'null' };
  if (text === '*') return problem(text, 'leave the field empty to allow every site.');
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return withoutScheme(text);
  const [, scheme = '', host = ''] = ORIGIN.exec(text) ?? [];
  if (!host) return withMoreThanOrigin(text);
  const wild = host.startsWith(WILDCARD);
  const name = wild ? host.slice(WILDCARD.length) : host;
  if (name.includes('*'))
    return problem(text, 'a * stands only for the first part, as in https://*.example.com.');
  if (wild && !isDomain(name))
    return problem(text, 'that would allow everybody’s sites. Name a domain after the *.');
  const origin = originOf(scheme, name);
  if (!origin) return problem(text, 'this is no address of a site.');
  return { origin: wild ? origin.replace('://', `://${WILDCARD}`) : origin };
}

/** Whether a page of this origin may show the widget. No list allows every page. */
export function allowsOrigin(allowed: string[], origin: string): boolean {
  return allowed.length === 0 || allowed.some((each) => matches(each, origin));
}

function matches(allowed: string, origin: string): boolean {
  const [scheme = '', host = ''] = allowed.split('://');
  if (!host.startsWith(WILDCARD)) return allowed === origin;
  const end = host.slice(1);
  return (
    origin.startsWith(`${scheme}://`) &&
    origin.endsWith(end) &&
    origin.length > scheme.length + 3 + end.length
  );
}

/** As a browser writes it: lower case, without the scheme's own port. Schemes of apps are no URLs with a host to `URL`. */
function originOf(scheme: string, host: string): string | null {
  const text = `${scheme.toLowerCase()}://${host}`;
  if (!/^https?$/i.test(scheme)) return /^[\w.-]+(:\d{1,5})?$/.test(host) ? text.toLowerCase() : null;
  return URL.canParse(text) ? new URL(text).origin : null;
}

/** A last name alone (`com`) is shared by strangers; `localhost` is not. */
function isDomain(name: string): boolean {
  const [host = ''] = name.split(':');
  return host === 'localhost' || /^[^.].*\.[^.]*[^.\d]$/.test(host);
}

function withoutScheme(text: string): OriginReading {
  const guess = readAllowedOrigin(`https://${text.split(/[/?#]/, 1)[0]}`);
  const hint = 'origin' in guess ? ` Write ${guess.origin}.` : '';
  return problem(text, `a site begins with https://.${hint}`);
}

function withMoreThanOrigin(text: string): OriginReading {
  const [scheme = '', rest = ''] = text.split('://');
  const host = rest.split(/[/?#]/, 1)[0]?.split('@').at(-1) ?? '';
  const guess = host && host !== rest ? readAllowedOrigin(`${scheme}://${host}`) : null;
  if (!guess || 'problem' in guess) return problem(text, 'this is no address of a site.');
  return problem(text, `a whole site is allowed, not a part of it. Write ${guess.origin}.`);
}

const problem = (text: string, words: string): OriginReading => ({
  problem: `“${text.length > 60 ? `${shorten(text, 60)}…` : text}”: ${words}`,
});
