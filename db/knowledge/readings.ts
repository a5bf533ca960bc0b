import { and, asc, count, eq, inArray, isNull, ne, notInArray, sql } from 'drizzle-orm';
import type { ProjectId, SourceId } from '../../domain/ids.ts';
import type { PageState, Source, SourceState } from '../../domain/knowledge/sources/source.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { articles, crawledPages, sources } from '../schema/schema.ts';
import { addPages, ofReading, type Reading } from './crawled-pages.ts';

/** Begins a reading where it did not begin: the pages to start from, and those that are articles already. */
export async function beginReading(
  db: Database,
  { sourceId, reading }: Reading,
  firstPages: readonly string[],
): Promise<void> {
  await db.transaction(async (tx) => {
    const [source] = await tx.select().from(sources).where(eq(sources.id, sourceId)).for('update');
    if (!source) return;
    await tx
      .update(sources)
      .set({ state: 'reading', reading, ...(source.reading !== reading && { problem: null }) })
      .where(eq(sources.id, sourceId));
    await tx
      .delete(crawledPages)
      .where(and(eq(crawledPages.sourceId, sourceId), ne(crawledPages.reading, reading)));
    if (source.reading !== reading) await addPages(tx, { sourceId, reading }, firstPages);
    await notify(tx, { kind: 'docs', projectId: source.projectId });
  });
}

/**
 * Ends a reading: the source is at rest, and articles that it was seen to have no more wait for somebody's word. A page that
 * could not be asked for (`failed`) proves nothing; nor does a reading in which nothing was read.
 */
export async function endReading(db: Database, { sourceId, reading }: Reading): Promise<void> {
  await db.transaction(async (tx) => {
    const [source] = await tx.select().from(sources).where(eq(sources.id, sourceId)).for('update');
    if (!source || source.reading !== reading || source.state !== 'reading') return;
    const fates = await fatesOf(tx, { sourceId, reading });
    const read = (fates.get('read') ?? 0) + (fates.get('unchanged') ?? 0);
    if (read > 0) await markVanished(tx, source, reading);
    const problem = read > 0 ? null : await firstProblem(tx, { sourceId, reading });
    const state: SourceState = read > 0 ? 'idle' : 'failed';
    await tx
      .update(sources)
      .set({ state, problem, readAt: sql`now()` })
      .where(eq(sources.id, sourceId));
    await notify(tx, { kind: 'docs', projectId: source.projectId });
  });
}

async function fatesOf(tx: Queryable, reading: Reading): Promise<Map<PageState, number>> {
  const rows = await tx
    .select({ state: crawledPages.state, pages: count() })
    .from(crawledPages)
    .where(ofReading(reading))
    .groupBy(crawledPages.state);
  return new Map(rows.map(({ state, pages }) => [state, pages]));
}

async function markVanished(
  tx: Queryable,
  source: { id: SourceId; kind: Source['kind']; projectId: ProjectId },
  reading: number,
): Promise<void> {
  const place = { sourceId: source.id, reading };
  // Of a site each page has a fate of its own; a file or a repository was read whole, and what it holds was just checked.
  const stillThere = tx
    .select({ url: crawledPages.url })
    .from(crawledPages)
    .where(and(ofReading(place), inArray(crawledPages.state, ['read', 'unchanged', 'failed', 'waiting'])));
  const begun = tx
    .select({ at: sql<Date>`coalesce(${sources.readAt}, 'epoch')` })
    .from(sources)
    .where(eq(sources.id, source.id));
  const isGone =
    source.kind === 'site' || source.kind === 'page'
      ? notInArray(articles.externalId, stillThere)
      : sql`${articles.checkedAt} <= (${begun})`;
  await tx
    .update(articles)
    .set({ vanishedAt: sql`now()` })
    .where(
      and(
        ...[eq(articles.sourceId, source.id), isNull(articles.vanishedAt)],
        ...[eq(articles.keptVanished, false), isGone],
      ),
    );
}

async function firstProblem(tx: Queryable, reading: Reading): Promise<string> {
  const [row] = await tx
    .select({ problem: crawledPages.problem })
    .from(crawledPages)
    .where(and(ofReading(reading), sql`${crawledPages.problem} is not null`))
    .orderBy(asc(crawledPages.position))
    .limit(1);
  return row?.problem ?? 'No page with text was found there.';
}

/** @returns whether there still is such a source. */
export async function noteState(
  db: Database,
  { sourceId, reading, paused }: Reading & { paused: boolean },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [source] = await tx.select().from(sources).where(eq(sources.id, sourceId)).for('update');
    if (!source) return false;
    const rested = source.state === 'reading' || source.state === 'paused';
    const state: SourceState = paused
      ? 'paused'
      : rested && reading > 0 && source.reading <= reading
        ? 'idle'
        : source.state;
    if (state === source.state) return true;
    await tx.update(sources).set({ state }).where(eq(sources.id, sourceId));
    await notify(tx, { kind: 'docs', projectId: source.projectId });
    return true;
  });
}
