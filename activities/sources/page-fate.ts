import { fateOfKnown, type PageFate, type SourceToRead } from '../../db/knowledge/crawled-pages.ts';
import type { Database } from '../../db/connection/database.ts';
import { canonicalUrl } from '../../domain/knowledge/sources/canonical-url.ts';
import { belongsTo } from '../../domain/knowledge/sources/page-filter.ts';
import type { Parse } from './parsing/create-parser.ts';
import type { Parsed } from './parsing/parsed.ts';
import type { ReadRobots } from './web/read-robots.ts';
import type { Got, WebReader } from './web/web-reader.ts';

/** A page of docs with all its words inside; a PDF of a handbook. */
const MAX_BYTES = 10_000_000;
const ACCEPT =
  'text/html, application/xhtml+xml, text/markdown, text/plain, application/pdf;q=0.9, */*;q=0.1';

export interface ReadingTools {
  db: Database;
  web: WebReader;
  robots: ReadRobots;
  parse: Parse;
}

export type FateOrLater = PageFate | { later: string; afterMs: number | null };

/** What becomes of a page of the web: read, skipped, gone, or asked for again later. */
export async function fateOfPage(
  tools: ReadingTools,
  { source, reading, url }: { source: SourceToRead; reading: number; url: string },
  signal: AbortSignal,
): Promise<FateOrLater> {
  const isHere = (page: string) => isOfSource(source, page);
  if (!isHere(url)) return skipped('The filter leaves it out.');
  const robots = await tools.robots(url, signal);
  if (typeof robots === 'string') return { later: robots, afterMs: null };
  if (!robots.allows(url)) return skipped('The site’s robots.txt asks not to read it.');
  const got = await tools.web.get(url, {
    ...{ signal, accept: ACCEPT, maxBytes: MAX_BYTES },
    mayFollow: (to) => isHere(canonicalUrl(to) ?? '') && robots.allows(to),
  });
  if (got.kind !== 'got') return fateWithout(got);
  const at = canonicalUrl(got.url) ?? url;
  const place = { sourceId: source.id, reading };
  if (at !== url && (await fateOfKnown(tools.db, place, at))) return skipped(`It is the same page as ${at}.`);
  const parsed = await tools.parse({ bytes: got.bytes, contentType: got.contentType, address: at });
  const own = parsed.canonical ? canonicalUrl(parsed.canonical) : null;
  if (own && own !== at && source.kind === 'site' && isHere(own)) {
    const fate = await fateOfKnown(tools.db, place, own);
    // Two pages that name each other, or one that names a page which is not there, are read all the same.
    if (fate === null || fate === 'read' || fate === 'unchanged')
      return { ...skipped(`It is the same page as ${own}.`), links: [own, ...linksIn(source, parsed)] };
  }
  return { ...fateOfParsed(parsed, at, at), at, links: linksIn(source, parsed) };
}

/** @param parsed what a page, a file or a repository holds. @param page what its articles are called after. */
export function fateOfParsed(parsed: Parsed, page: string, sourceUrl: string | null): PageFate {
  if (parsed.problem) return skipped(parsed.problem);
  const articles = parsed.articles.map(({ part, title, text }) => ({
    externalId: part ? `${page}#${part}` : page,
    title,
    text,
    sourceUrl,
  }));
  return { state: 'read', articles };
}

export function fateWithout(got: Exclude<Got, { kind: 'got' }>): FateOrLater {
  switch (got.kind) {
    case 'gone':
      return { state: 'gone', problem: `It is not there any more (HTTP ${got.status}).` };
    case 'elsewhere':
      return skipped(`It leads to ${got.to.slice(0, 300)}, which is not read.`);
    case 'refused':
      return skipped(got.problem);
    case 'busy':
      return { later: got.problem, afterMs: got.afterMs };
  }
}

const skipped = (problem: string): PageFate => ({ state: 'skipped', problem });

/** Of a page alone, wherever on its host it moved to. */
export function isOfSource(source: SourceToRead, url: string): boolean {
  if (!URL.canParse(url)) return false;
  if (source.kind === 'site') return belongsTo(source, url);
  return new URL(url).host === new URL(source.address).host;
}

function linksIn(source: SourceToRead, { links }: Parsed): string[] {
  if (source.kind !== 'site') return [];
  return links.flatMap((link) => canonicalUrl(link) ?? []).filter((link) => isOfSource(source, link));
}
