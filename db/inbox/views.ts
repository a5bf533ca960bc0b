import { and, asc, eq, or, sql } from 'drizzle-orm';
import type { AgentId, ProjectId, ViewId } from '../../domain/ids.ts';
import { parseSearch } from '../../domain/search/search-text.ts';
import { MOST_COUNTED, MOST_VIEWS, type View } from '../../domain/search/view.ts';
import { INBOX_LANES } from '../../domain/inbox/views.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { views } from '../schema/schema.ts';
import { countConversations } from './list-conversations.ts';

interface Asking {
  projectId: ProjectId;
  agentId: AgentId;
}

const seenBy = ({ projectId, agentId }: Asking) =>
  and(eq(views.projectId, projectId), or(views.shared, eq(views.agentId, agentId)));

/** An agent's own views, and what others share, in the order they were made. */
export async function listViews(db: Queryable, asking: Asking): Promise<View[]> {
  const { id, name, lane, search, sort, shared } = views;
  const own = sql<boolean>`${views.agentId} = ${asking.agentId}`;
  const rows = await db
    .select({ id, name, lane, search, sort, shared, own })
    .from(views)
    .where(seenBy(asking))
    .orderBy(asc(views.createdAt), asc(id))
    .limit(MOST_VIEWS);
  // A lane of a later version is none of ours.
  return rows.flatMap((row) => {
    const known = INBOX_LANES.find((each) => each === row.lane);
    return known ? [{ ...row, lane: known }] : [];
  });
}

/** How many conversations each of them holds for whoever asks; a hundred stands for more. */
export async function countViews(db: Queryable, asking: Asking): Promise<Record<ViewId, number>> {
  const counts: Record<ViewId, number> = {};
  for (const { id, lane, search } of await listViews(db, asking))
    counts[id] = await countConversations(db, {
      ...{ ...asking, lane, search: parseSearch(search), limit: MOST_COUNTED },
    });
  return counts;
}

/**
 * Keeps a view, or changes the agent's own of that id.
 * @returns false when the id is somebody else's, or there are as many as anybody sees.
 */
export async function saveView(
  db: Database,
  { agentId, projectId, ...view }: Omit<View, 'own'> & Asking,
): Promise<boolean> {
  const full = sql`(select count(*) from ${views} where ${seenBy({ projectId, agentId })} and ${views.id} <> ${view.id}) >= ${MOST_VIEWS}`;
  const { rows } = await db.execute<{ full: boolean }>(sql`select ${full} as full`);
  if (rows[0]?.full) return false;
  return db.transaction(async (tx) => {
    const kept = await tx
      .insert(views)
      .values({ ...view, projectId, agentId })
      .onConflictDoUpdate({
        target: views.id,
        set: view,
        setWhere: sql`${views.projectId} = ${projectId} and ${views.agentId} = ${agentId}`,
      })
      .returning({ id: views.id });
    if (kept.length > 0) await notify(tx, { kind: 'views', projectId });
    return kept.length > 0;
  });
}

/** @returns whether there was one: others’ views stay. */
export async function removeView(
  db: Database,
  { id, projectId, agentId }: Asking & { id: ViewId },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const gone = await tx
      .delete(views)
      .where(and(eq(views.id, id), eq(views.projectId, projectId), eq(views.agentId, agentId)))
      .returning({ id: views.id });
    if (gone.length > 0) await notify(tx, { kind: 'views', projectId });
    return gone.length > 0;
  });
}
