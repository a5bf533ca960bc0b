import { and, asc, count, eq, sql } from 'drizzle-orm';
import type { ProjectId, SourceId } from '../../domain/ids.ts';
import type {
  ArticleAudience,
  PageState,
  Schedule,
  SourceKind,
} from '../../domain/knowledge/sources/source.ts';
import type { Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { articles, crawledPages, sources } from '../schema/schema.ts';
import { noteDeleted } from './corrections/note-arranged.ts';
import { docsChanged } from './write-article.ts';

type Place = { projectId: ProjectId; id: SourceId };

const here = ({ projectId, id }: Place) => and(eq(sources.projectId, projectId), eq(sources.id, id));

export interface NewSource extends Place {
  kind: SourceKind;
  address: string;
  filter: string;
  schedule: Schedule;
  audience: ArticleAudience;
  folder: string;
  content?: Buffer;
}

/** @returns false when the id is taken: nothing was written. */
export async function addSource(tx: Queryable, source: NewSource): Promise<boolean> {
  const added = await tx.insert(sources).values(source).onConflictDoNothing().returning({ id: sources.id });
  if (added.length > 0) await notify(tx, { kind: 'docs', projectId: source.projectId });
  return added.length > 0;
}

/** Its sources, the oldest first, with how far each is. */
export async function listSources(db: Queryable, projectId: ProjectId) {
  const rows = await db
    .select({
      ...{ id: sources.id, kind: sources.kind, address: sources.address, filter: sources.filter },
      ...{ schedule: sources.schedule, audience: sources.audience, folder: sources.folder },
      ...{ state: sources.state, problem: sources.problem, readAt: sources.readAt },
      // Not as two columns: a select of one table leaves their tables' names out.
      articles: sql<number>`(select count(*)::int from ${articles} where ${eq(articles.sourceId, sources.id)})`,
    })
    .from(sources)
    .where(eq(sources.projectId, projectId))
    .orderBy(asc(sources.createdAt), asc(sources.id));
  const pages = await countPages(db, projectId);
  return rows.map(({ readAt, ...row }) => ({
    ...row,
    readAt: readAt?.toISOString() ?? null,
    pages: pages.get(row.id) ?? {},
  }));
}

export type PageCounts = Partial<Record<PageState, number>>;

/** Of the newest reading of each source, by what became of them. */
async function countPages(db: Queryable, projectId: ProjectId): Promise<Map<SourceId, PageCounts>> {
  const rows = await db
    .select({ id: crawledPages.sourceId, state: crawledPages.state, pages: count() })
    .from(crawledPages)
    .innerJoin(sources, and(eq(sources.id, crawledPages.sourceId), eq(sources.reading, crawledPages.reading)))
    .where(eq(sources.projectId, projectId))
    .groupBy(crawledPages.sourceId, crawledPages.state);
  const found = new Map<SourceId, PageCounts>();
  for (const { id, state, pages } of rows) found.set(id, { ...found.get(id), [state]: pages });
  return found;
}

/** Pages that did not become articles, with why. */
export async function listUnread(db: Queryable, { projectId, id }: Place, limit: number) {
  return db
    .select({ url: crawledPages.url, state: crawledPages.state, problem: crawledPages.problem })
    .from(crawledPages)
    .innerJoin(sources, and(eq(sources.id, crawledPages.sourceId), eq(sources.reading, crawledPages.reading)))
    .where(and(here({ projectId, id }), sql`${crawledPages.state} in ('skipped', 'gone', 'failed')`))
    .orderBy(asc(crawledPages.position))
    .limit(limit);
}

export async function findSource(db: Queryable, place: Place) {
  const [row] = await db
    .select({ kind: sources.kind, address: sources.address, schedule: sources.schedule })
    .from(sources)
    .where(here(place));
  return row ?? null;
}

/** @returns what it was; null when there is none. */
export async function saveSource(
  tx: Queryable,
  {
    projectId,
    id,
    ...how
  }: Place & { filter: string; schedule: Schedule; audience: ArticleAudience; folder: string },
) {
  const [before] = await tx
    .select({
      ...{ filter: sources.filter, schedule: sources.schedule, audience: sources.audience },
      ...{ folder: sources.folder, address: sources.address },
    })
    .from(sources)
    .where(here({ projectId, id }))
    .for('update');
  if (!before) return null;
  await tx.update(sources).set(how).where(here({ projectId, id }));
  await notify(tx, { kind: 'docs', projectId });
  return before;
}

/** With all its articles. @returns its address; null when there was none. */
export async function removeSource(tx: Queryable, place: Place): Promise<string | null> {
  const { projectId } = place;
  const which = and(eq(articles.projectId, projectId), eq(articles.sourceId, place.id));
  await noteDeleted(tx, { projectId, which });
  const [gone] = await tx.delete(sources).where(here(place)).returning({ address: sources.address });
  if (gone) await docsChanged(tx, projectId);
  return gone?.address ?? null;
}

export const countSources = (db: Queryable, projectId: ProjectId): Promise<number> =>
  db.$count(sources, eq(sources.projectId, projectId));

/** What a crawl that does not run starts from. Of a source that is gone: the beginning. */
export async function findCrawlStart(
  db: Queryable,
  id: SourceId,
): Promise<{ reading: number; schedule: Schedule }> {
  const [row] = await db
    .select({ reading: sources.reading, schedule: sources.schedule })
    .from(sources)
    .where(eq(sources.id, id));
  return row ?? { reading: 0, schedule: 'never' };
}
