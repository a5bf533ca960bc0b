import type { Logger } from 'pino';
import {
  countWaiting,
  findSourceToRead,
  listExternalIds,
  loadContent,
  nextPages,
  settlePage,
  tryAgainLater,
  type PageFate,
  type Reading,
  type SourceToRead,
} from '../../db/knowledge/crawled-pages.ts';
import * as readings from '../../db/knowledge/readings.ts';
import { databaseFailure } from '../../db/connection/permanent-errors.ts';
import type { Database } from '../../db/connection/database.ts';
import { canonicalUrl } from '../../domain/knowledge/sources/canonical-url.ts';
import { archiveOf } from '../../domain/knowledge/sources/repository-archive.ts';
import { whileAlive } from '../heartbeat/while-alive.ts';
import type { Parse } from './parsing/create-parser.ts';
import {
  fateOfPage,
  fateOfParsed,
  fateWithout,
  isOfSource,
  type FateOrLater,
  type ReadingTools,
} from './page-fate.ts';
import { createRobotsReader } from './web/read-robots.ts';
import { readSitemaps } from './web/read-sitemaps.ts';
import type { WebReader } from './web/web-reader.ts';

/** What it takes to read sources. */
export interface SourceDependencies {
  db: Database;
  /** The web, as it is reached from here. */
  web: WebReader;
  /** Takes what it gave apart. */
  parse: Parse;
  log: Logger;
}

/** A batch is short, so that it is soon known how far it is; a page that was asked for in vain is worth the loss. */
const BATCH_MS = 10_000;
const BATCH_PAGES = 20;
/** A page that fails is asked for again so often, each time later. */
const MOST_TRIES = 3;
const TRY_AGAIN_MS = 2_000;
/** A repository of docs with its pictures. */
const MAX_ARCHIVE = 100_000_000;

export interface SourceActivities {
  /** Finds where to begin. Doing it twice changes nothing. */
  beginReading(reading: Reading): Promise<void>;
  /** Reads some pages. @returns how many are left, and how long to wait before going on. */
  readPages(reading: Reading): Promise<{ left: number; waitMs: number }>;
  endReading(reading: Reading): Promise<void>;
  noteCrawl(state: Reading & { paused: boolean }): Promise<'known' | 'gone'>;
}

export function createSourceActivities(deps: SourceDependencies): SourceActivities {
  const { db } = deps;
  const tools: ReadingTools = { ...deps, robots: createRobotsReader(deps.web) };
  return {
    beginReading: (reading) => whileAlive((signal) => begin(tools, reading, signal)),
    readPages: (reading) => whileAlive((signal) => readSome(tools, reading, signal)),
    endReading: (reading) => readings.endReading(db, reading),
    noteCrawl: async (state) => ((await readings.noteState(db, state)) ? 'known' : 'gone'),
  };
}

async function begin(tools: ReadingTools, reading: Reading, signal: AbortSignal): Promise<void> {
  const source = await findSourceToRead(tools.db, reading.sourceId);
  if (!source) return;
  const first = source.reading === reading.reading ? [] : await firstPages(tools, source, signal);
  await readings.beginReading(tools.db, reading, first);
}

/** Of a site besides its address what its sitemaps name, and what it had before: each of those is asked for, so that what vanished is known. */
async function firstPages(tools: ReadingTools, source: SourceToRead, signal: AbortSignal): Promise<string[]> {
  const { kind, address, id } = source;
  if (kind === 'file' || kind === 'repository') return [address];
  const start = canonicalUrl(address) ?? address;
  if (kind === 'page') return [start];
  const robots = await tools.robots(start, signal);
  const named = typeof robots === 'string' ? [] : robots.sitemaps;
  const { origin, host } = new URL(start);
  const isHere = (url: string) => URL.canParse(url) && new URL(url).host === host;
  const sitemaps = typeof robots === 'string' ? [] : [...named, `${origin}/sitemap.xml`];
  const pages = await readSitemaps(tools.web, { first: sitemaps, isHere, signal });
  return [
    start,
    ...pages.filter((page) => isOfSource(source, page)),
    ...(await listExternalIds(tools.db, id)),
  ];
}

async function readSome(tools: ReadingTools, reading: Reading, signal: AbortSignal) {
  const { db } = tools;
  const source = await findSourceToRead(db, reading.sourceId);
  if (!source || source.reading !== reading.reading) return { left: 0, waitMs: 0 };
  const until = Date.now() + BATCH_MS;
  for (let pages = 0; pages < BATCH_PAGES && Date.now() < until; pages++) {
    signal.throwIfAborted();
    const [page] = await nextPages(db, reading, 1);
    if (!page) break;
    const { url, tries } = page;
    const fate = await fateOf(tools, { source, reading: reading.reading, url }, signal);
    const place = { source, reading: reading.reading, url };
    if (!('later' in fate)) await settle(db, place, fate);
    else if (tries + 1 >= MOST_TRIES) await settlePage(db, place, { state: 'failed', problem: fate.later });
    else {
      await tryAgainLater(db, reading, url);
      const waitMs = fate.afterMs ?? TRY_AGAIN_MS * (tries + 1);
      return { left: await countWaiting(db, reading), waitMs };
    }
  }
  return { left: await countWaiting(db, reading), waitMs: 0 };
}

/** What the database will never take is that page's fate, not the whole reading's. */
async function settle(db: Database, place: Parameters<typeof settlePage>[1], fate: PageFate): Promise<void> {
  try {
    await settlePage(db, place, fate);
  } catch (error) {
    if (!databaseFailure(error)?.permanent) throw error;
    await settlePage(db, place, { state: 'failed', problem: 'What it says cannot be kept.' });
  }
}

async function fateOf(
  tools: ReadingTools,
  place: { source: SourceToRead; reading: number; url: string },
  signal: AbortSignal,
): Promise<FateOrLater> {
  const { source, url } = place;
  if (source.kind === 'file') {
    const bytes = await loadContent(tools.db, source.id);
    if (!bytes) return { state: 'gone', problem: 'The file is not here any more.' };
    return fateOfParsed(await tools.parse({ bytes, contentType: '', address: source.address }), url, null);
  }
  return source.kind === 'repository'
    ? fateOfRepository(tools, url, signal)
    : fateOfPage(tools, place, signal);
}

async function fateOfRepository(tools: ReadingTools, url: string, signal: AbortSignal): Promise<FateOrLater> {
  const archive = archiveOf(url);
  if (!archive)
    return { state: 'failed', problem: 'Only public repositories at GitHub, GitLab and Codeberg are read.' };
  const got = await tools.web.get(archive.url, { signal, accept: '*/*', maxBytes: MAX_ARCHIVE });
  if (got.kind !== 'got') return fateWithout(got);
  const { folder, pageOf } = archive;
  const parsed = await tools.parse({ bytes: got.bytes, contentType: got.contentType, address: url, folder });
  const fate = fateOfParsed(parsed, url, null);
  const articles = fate.articles?.map((each, at) => {
    const path = parsed.articles[at]?.part ?? '';
    return { ...each, sourceUrl: `${pageOf}/${path.split('/').map(encodeURIComponent).join('/')}` };
  });
  return { ...fate, ...(articles && { articles }) };
}
