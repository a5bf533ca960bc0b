import { and, asc, countDistinct, eq, inArray, sql } from 'drizzle-orm';
import type { ConversationId, ParkedId, ProjectId } from '../../domain/ids.ts';
import {
  edited,
  wordsOfUnit,
  type ParkedEntry,
  type ParkedDecision,
} from '../../domain/conversation/parked-entry.ts';
import { unitIdOf, type Unit } from '../../domain/conversation/unit.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { conversations, parkedEntries } from '../schema/schema.ts';
import { touchConversation } from './transcript.ts';

export interface Parking {
  id: ParkedId;
  projectId: ProjectId;
  conversationId: ConversationId;
  unit: Unit;
  error: string;
}

/**
 * Keeps a unit apart, once: the same one again finds its row. Leans on nothing but this table, because whatever refused
 * the unit may refuse more.
 * @returns how many wait in the conversation; null when it is gone.
 */
export async function parkUnit(db: Database, { unit, ...parking }: Parking): Promise<number | null> {
  const { conversationId } = parking;
  const [known] = await db
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  if (!known) return null;
  const row = { ...parking, unitId: unitIdOf(unit), kind: unit.kind, entry: JSON.stringify(unit) };
  await db
    .insert(parkedEntries)
    .values(row)
    .onConflictDoUpdate({
      target: [parkedEntries.conversationId, parkedEntries.unitId],
      set: {
        state: 'waiting',
        entry: row.entry,
        error: parking.error,
        settledAt: null,
        attempts: sql`${parkedEntries.attempts} + 1`,
      },
    });
  await announce(db, parking);
  return countWaiting(db, conversationId);
}

/** Takes what is to be tried again, or settles what is not wanted. Repeating it gives the same. */
export async function takeParked(
  db: Database,
  { conversationId, decision }: { conversationId: ConversationId; decision: ParkedDecision },
): Promise<{ unit: Unit | null; left: number }> {
  const { parkedId, does, text = null } = decision;
  const open = and(
    eq(parkedEntries.id, parkedId),
    eq(parkedEntries.conversationId, conversationId),
    inArray(parkedEntries.state, ['waiting', 'retrying']),
  );
  const set =
    does === 'skip'
      ? { state: 'skipped' as const, settledAt: new Date() }
      : { state: 'retrying' as const, ...(text !== null && { edited: text }) };
  const [row] = await db.update(parkedEntries).set(set).where(open).returning();
  if (row) await announce(db, row);
  const unit = row && does === 'retry' ? edited(JSON.parse(row.entry) as Unit, row.edited) : null;
  return { unit, left: await countWaiting(db, conversationId) };
}

/** What was tried again is recorded now, in the transaction that did so. */
export async function settleRetried(
  tx: Queryable,
  conversationId: ConversationId,
  unitIds: string[],
): Promise<void> {
  if (unitIds.length === 0) return;
  await tx
    .update(parkedEntries)
    .set({ state: 'recorded', settledAt: new Date() })
    .where(
      and(
        eq(parkedEntries.conversationId, conversationId),
        inArray(parkedEntries.unitId, unitIds),
        eq(parkedEntries.state, 'retrying'),
      ),
    );
}

/** What waits for an admin, oldest first: of one conversation, or of all. */
export async function listParked(db: Queryable, conversationId?: ConversationId): Promise<ParkedEntry[]> {
  const rows = await db
    .select()
    .from(parkedEntries)
    .where(
      and(
        eq(parkedEntries.state, 'waiting'),
        conversationId && eq(parkedEntries.conversationId, conversationId),
      ),
    )
    .orderBy(asc(parkedEntries.createdAt), asc(parkedEntries.id));
  return rows.map((row) => ({
    id: row.id,
    conversationId: row.conversationId,
    kind: row.kind,
    ...wordsOfUnit(edited(JSON.parse(row.entry) as Unit, row.edited)),
    error: row.error,
    at: row.createdAt.toISOString(),
  }));
}

/** Where a parked entry stands; null when there is none of this id. */
export async function findParked(db: Queryable, id: ParkedId) {
  const { conversationId, state, error, attempts } = parkedEntries;
  const [row] = await db
    .select({ conversationId, state, error, attempts })
    .from(parkedEntries)
    .where(eq(parkedEntries.id, id));
  return row ?? null;
}

/** As a column of a conversation's row. */
export const hasParked = sql<boolean>`exists (
  select 1 from ${parkedEntries}
  where ${parkedEntries.projectId} = ${conversations.projectId}
    and ${parkedEntries.conversationId} = ${conversations.id} and ${parkedEntries.state} = 'waiting'
)`;

async function countWaiting(db: Queryable, conversationId: ConversationId): Promise<number> {
  return db.$count(
    parkedEntries,
    and(eq(parkedEntries.conversationId, conversationId), eq(parkedEntries.state, 'waiting')),
  );
}

/** The row itself may be what is refused: then whoever looks hears of it all the same. */
async function announce(
  db: Database,
  { projectId, conversationId }: { projectId: ProjectId; conversationId: ConversationId },
): Promise<void> {
  await db
    .transaction((tx) => touchConversation(tx, conversationId))
    .catch(() => notify(db, { kind: 'conversation', projectId, conversationId, revision: 0 }));
}

/** How many conversations of a project have something that waits. */
export async function countParked(db: Queryable, projectId: ProjectId): Promise<number> {
  const [row] = await db
    .select({ count: countDistinct(parkedEntries.conversationId) })
    .from(parkedEntries)
    .where(and(eq(parkedEntries.projectId, projectId), eq(parkedEntries.state, 'waiting')));
  return row?.count ?? 0;
}
