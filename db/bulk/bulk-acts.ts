import { and, asc, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { BulkItem, BulkProgress, BulkRefusal, Given } from '../../domain/bulk/bulk.ts';
import type { AgentId, BulkId, ConversationId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { standingOf, triageViewOf } from '../conversation/conversations.ts';
import { bulkActs, conversations } from '../schema/schema.ts';

export type BulkAct = typeof bulkActs.$inferSelect;

/** An act that ended is remembered for its undo. */
const KEPT_DAYS = 1;

interface NewAct {
  id: BulkId;
  projectId: ProjectId;
  agentId: AgentId;
}

/**
 * Writes down what is to be done, before any of it is. Repeating it is free.
 * @returns null when the project has none of these conversations.
 */
export async function beginBulk(
  tx: Queryable,
  act: NewAct & { given: Given; conversationIds: ConversationId[] },
): Promise<BulkProgress | null> {
  const { conversationIds: _conversationIds, ...row } = act;
  const items = await itemsOf(tx, act);
  if (items.length === 0) return null;
  return insertAct(tx, { ...row, items });
}

/** Stops an act of this agent, and writes down that what it did is to be undone. @returns null: there is none, or it was undone already. */
export async function beginUndo(
  tx: Queryable,
  { bulkId, ...act }: NewAct & { bulkId: BulkId },
): Promise<BulkProgress | null> {
  const { projectId, agentId } = act;
  const own = and(eq(bulkActs.projectId, projectId), eq(bulkActs.agentId, agentId), isNull(bulkActs.undoes));
  const [undone] = await tx
    .update(bulkActs)
    .set({ stopped: true })
    .where(and(eq(bulkActs.id, bulkId), own))
    .returning();
  if (!undone) return null;
  return insertAct(tx, { ...act, given: undone.given, items: undone.items, undoes: bulkId });
}

async function insertAct(tx: Queryable, act: typeof bulkActs.$inferInsert): Promise<BulkProgress | null> {
  const { id, projectId, agentId } = act;
  const old = sql`now() - ${sql.raw(`interval '${KEPT_DAYS} days'`)}`;
  await tx
    .delete(bulkActs)
    .where(
      and(eq(bulkActs.projectId, projectId), isNotNull(bulkActs.finishedAt), lt(bulkActs.finishedAt, old)),
    );
  await tx.insert(bulkActs).values(act).onConflictDoNothing();
  await notify(tx, { kind: 'bulk', projectId, agentId, bulkId: id });
  return findBulk(tx, { id, projectId, agentId });
}

async function itemsOf(
  tx: Queryable,
  { projectId, conversationIds }: { projectId: ProjectId; conversationIds: ConversationId[] },
): Promise<BulkItem[]> {
  const rows = await tx
    .select()
    .from(conversations)
    .where(and(eq(conversations.projectId, projectId), inArray(conversations.id, conversationIds)));
  const found = new Map(rows.map((row) => [row.id, { ...standingOf(row), ...triageViewOf(row) }]));
  return [...new Set(conversationIds)].flatMap((conversationId) => {
    const standing = found.get(conversationId);
    if (!standing) return [];
    const { escalation: _escalation, ...before } = standing;
    return [{ conversationId, before }];
  });
}

export async function findBulk(
  db: Queryable,
  { id, projectId, agentId }: NewAct,
): Promise<BulkProgress | null> {
  const [row] = await db
    .select()
    .from(bulkActs)
    .where(and(eq(bulkActs.id, id), eq(bulkActs.projectId, projectId), eq(bulkActs.agentId, agentId)));
  return row ? progressOf(row) : null;
}

/** What is still being done for an agent. */
export async function listRunningBulks(
  db: Queryable,
  { projectId, agentId }: Omit<NewAct, 'id'>,
): Promise<BulkProgress[]> {
  const rows = await db
    .select()
    .from(bulkActs)
    .where(and(eq(bulkActs.projectId, projectId), eq(bulkActs.agentId, agentId), isNull(bulkActs.finishedAt)))
    .orderBy(asc(bulkActs.createdAt));
  return rows.map(progressOf);
}

function progressOf({ id, given, items, done, refused, undoes, finishedAt }: BulkAct): BulkProgress {
  return {
    ...{ id, done, refused, undoes },
    name: given.name,
    total: items.length,
    finished: finishedAt !== null,
  };
}

/** An act and how much of it is through. */
export interface Through {
  done: number;
  refused: BulkRefusal[];
}
