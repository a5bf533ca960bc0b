import { and, asc, eq, sql } from 'drizzle-orm';
import { newId, type ArticleId, type SourceId } from '../../domain/ids.ts';
import type { PageState, Source } from '../../domain/knowledge/sources/source.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { articles, crawledPages, sources } from '../schema/schema.ts';
import { writeArticle } from './write-article.ts';

/** One reading of one source. */
export interface Reading {
  sourceId: SourceId;
  reading: number;
}

/** A site beyond this is several, or has a calendar without an end. */
const MAX_PAGES = 10_000;
const ROWS_PER_INSERT = 1_000;

export const ofReading = ({ sourceId, reading }: Reading) =>
  and(eq(crawledPages.sourceId, sourceId), eq(crawledPages.reading, reading));

export type SourceToRead = Source & Pick<typeof sources.$inferSelect, 'audience' | 'folder' | 'reading'>;

export async function findSourceToRead(db: Queryable, id: SourceId): Promise<SourceToRead | null> {
  const [row] = await db
    .select({
      ...{ id: sources.id, projectId: sources.projectId, kind: sources.kind, address: sources.address },
      ...{
        filter: sources.filter,
        audience: sources.audience,
        folder: sources.folder,
        reading: sources.reading,
      },
    })
    .from(sources)
    .where(eq(sources.id, id));
  return row ?? null;
}

export async function loadContent(db: Queryable, id: SourceId): Promise<Buffer | null> {
  const [row] = await db.select({ content: sources.content }).from(sources).where(eq(sources.id, id));
  return row?.content ?? null;
}

/** Pages that are not known yet, in this order. */
export async function addPages(tx: Queryable, reading: Reading, urls: readonly string[]): Promise<void> {
  const known = await tx.$count(crawledPages, ofReading(reading));
  const rows = [...new Set(urls)]
    .slice(0, Math.max(0, MAX_PAGES - known))
    .map((url) => ({ ...reading, url }));
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT)
    await tx
      .insert(crawledPages)
      .values(rows.slice(from, from + ROWS_PER_INSERT))
      .onConflictDoNothing();
}

/** Those that were tried before come last. */
export async function nextPages(
  db: Queryable,
  reading: Reading,
  limit: number,
): Promise<{ url: string; tries: number }[]> {
  return db
    .select({ url: crawledPages.url, tries: crawledPages.tries })
    .from(crawledPages)
    .where(and(ofReading(reading), eq(crawledPages.state, 'waiting')))
    .orderBy(asc(crawledPages.tries), asc(crawledPages.position))
    .limit(limit);
}

export const countWaiting = (db: Queryable, reading: Reading): Promise<number> =>
  db.$count(crawledPages, and(ofReading(reading), eq(crawledPages.state, 'waiting')));

/** What became of a page in this reading; null: nothing yet, or nobody found it. */
export async function fateOfKnown(db: Queryable, reading: Reading, url: string): Promise<PageState | null> {
  const [page] = await db
    .select({ state: crawledPages.state })
    .from(crawledPages)
    .where(and(ofReading(reading), eq(crawledPages.url, url)));
  return page && page.state !== 'waiting' ? page.state : null;
}

export async function tryAgainLater(db: Queryable, reading: Reading, url: string): Promise<void> {
  await db
    .update(crawledPages)
    .set({ tries: sql`${crawledPages.tries} + 1` })
    .where(and(ofReading(reading), eq(crawledPages.url, url)));
}

export interface PageFate {
  state: Exclude<PageState, 'waiting'>;
  problem?: string;
  /** Where it turned out to lie, when that is elsewhere. */
  at?: string;
  /** What it holds, each with what makes it the same one in the next reading. */
  articles?: { externalId: string; title: string; text: string; sourceUrl: string | null }[];
  links?: readonly string[];
}

/** Writes what became of a page, all of it or nothing, and once: a page whose fate is known keeps it. */
export async function settlePage(
  db: Database,
  { source, reading, url }: { source: SourceToRead; reading: number; url: string },
  fate: PageFate,
): Promise<void> {
  const place = { sourceId: source.id, reading };
  await db.transaction(async (tx) => {
    const isIt = and(ofReading(place), eq(crawledPages.url, url));
    const [waiting] = await tx
      .select({ state: crawledPages.state })
      .from(crawledPages)
      .where(isIt)
      .for('update');
    if (waiting?.state !== 'waiting') return;
    await addPages(tx, place, fate.links ?? []);
    const found = fate.articles ?? [];
    const written = [];
    for (const article of found) written.push(await keepArticle(tx, source, article));
    const same = fate.state === 'read' && written.every((each) => each === 'unchanged');
    const state = same ? 'unchanged' : fate.state;
    const { problem = null } = fate;
    await tx.update(crawledPages).set({ state, problem, articles: found.length }).where(isIt);
    if (fate.at && fate.at !== url) {
      const also = { ...place, url: fate.at, state, articles: found.length };
      await tx
        .insert(crawledPages)
        .values(also)
        .onConflictDoUpdate({
          target: [crawledPages.sourceId, crawledPages.reading, crawledPages.url],
          set: { state, articles: found.length },
          setWhere: eq(crawledPages.state, 'waiting'),
        });
    }
    await notify(tx, { kind: 'docs', projectId: source.projectId });
  });
}

async function keepArticle(
  tx: Queryable,
  { id: sourceId, projectId, audience, folder }: SourceToRead,
  { externalId, ...content }: NonNullable<PageFate['articles']>[number],
) {
  const [known] = await tx
    .select({ id: articles.id })
    .from(articles)
    .where(and(eq(articles.sourceId, sourceId), eq(articles.externalId, externalId)));
  const id: ArticleId = known?.id ?? newId('art');
  const article = {
    id,
    projectId,
    sourceId,
    externalId,
    audience,
    folder,
    checkedAt: new Date(),
    ...content,
  };
  return writeArticle(tx, article, 'read');
}

/** What each article of a source is called there. */
export async function listExternalIds(db: Queryable, sourceId: SourceId): Promise<string[]> {
  const rows = await db
    .select({ externalId: articles.externalId })
    .from(articles)
    .where(eq(articles.sourceId, sourceId));
  return rows.flatMap(({ externalId }) => externalId ?? []);
}
