import { Parser } from 'htmlparser2';
import { gunzipSync } from 'node:zlib';
import { canonicalUrl } from '../../../domain/knowledge/sources/canonical-url.ts';
import type { WebReader } from './web-reader.ts';

/** What sitemaps.org allows. */
const MAX_BYTES = 50_000_000;
/** Of one site: an index of indexes ends here. */
const MAX_SITEMAPS = 50;
const MAX_ADDRESSES = 50_000;

/** The pages that a site's sitemaps name; those that cannot be read name none. See sitemaps.org. */
export async function readSitemaps(
  web: WebReader,
  { first, isHere, signal }: { first: string[]; isHere: (url: string) => boolean; signal: AbortSignal },
): Promise<string[]> {
  const waiting = [...new Set(first)];
  const seen = new Set<string>();
  const pages = new Set<string>();
  while (waiting.length > 0 && seen.size < MAX_SITEMAPS && pages.size < MAX_ADDRESSES) {
    const url = waiting.shift() ?? '';
    if (seen.has(url) || !isHere(url)) continue;
    seen.add(url);
    const got = await web.get(url, { signal, accept: 'application/xml, text/xml', maxBytes: MAX_BYTES });
    if (got.kind !== 'got') continue;
    const named = namedIn(textOf(got.bytes));
    waiting.push(...named.sitemaps);
    for (const page of named.pages) if (pages.size < MAX_ADDRESSES) pages.add(page);
  }
  return [...pages];
}

function textOf(bytes: Buffer): string {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return (isGzip ? gunzipSync(bytes, { maxOutputLength: MAX_BYTES }) : bytes).toString('utf8');
  } catch {
    return '';
  }
}

/** @returns the addresses in `<loc>`, by what they are: pages, or further sitemaps. */
export function namedIn(xml: string): { pages: string[]; sitemaps: string[] } {
  const found = { pages: [] as string[], sitemaps: [] as string[] };
  let [inside, text] = ['', null as string | null];
  const parser = new Parser(
    {
      onopentag: (name) => {
        const tag = localName(name);
        if (tag === 'url' || tag === 'sitemap') inside = tag;
        if (tag === 'loc') text = '';
      },
      ontext: (piece) => (text === null ? undefined : (text += piece)),
      onclosetag: (name) => {
        if (localName(name) !== 'loc' || text === null) return;
        const url = canonicalUrl(text.trim());
        if (url) (inside === 'sitemap' ? found.sitemaps : found.pages).push(url);
        text = null;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return found;
}

/** Image and video extensions have a `loc` of their own, with a prefix: those are no pages. */
const localName = (name: string) => name.toLowerCase();
