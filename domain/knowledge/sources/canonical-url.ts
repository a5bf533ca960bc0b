/** Longer addresses are machines' own: sessions, calendars without an end. */
const MAX_URL = 1_000;

/** What says where a reader came from, and nothing about the page. */
const TRACKING = /^(utm_\w+|gclid|fbclid|mc_[ce]id|ref_src|_ga|igshid)$/i;

/**
 * The one form of a page's address, so that a page is read once: no fragment, no tracking, no default port.
 * @returns null when it is none of the web, carries a password, or is longer than any page's.
 */
export function canonicalUrl(text: string, base?: string): string | null {
  if (!URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (url.username || url.password) return null;
  url.hash = '';
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  const { href } = url;
  const short = href.endsWith('?') ? href.slice(0, -1) : href;
  return short.length <= MAX_URL ? short : null;
}
