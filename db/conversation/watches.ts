import { and, eq, exists, ne, or, sql } from 'drizzle-orm';
import type { AgentId, ConversationId, MessageId, ProjectId } from '../../domain/ids.ts';
import type { NotifyByMail } from '../../domain/inbox/views.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { prepared } from '../connection/prepared.ts';
import { agents, conversations, memberships, watches } from '../schema/schema.ts';

/** Turns an agent's watch to hear of a conversation on or off. Idempotent. */
export async function setWatching(
  db: Queryable,
  watch: { projectId: ProjectId; conversationId: ConversationId; agentId: AgentId; watching: boolean },
): Promise<void> {
  const { watching, ...row } = watch;
  if (watching)
    await db
      .insert(watches)
      .values(row)
      .onConflictDoUpdate({ target: [watches.conversationId, watches.agentId], set: { broughtBy: [] } });
  else
    await db
      .delete(watches)
      .where(and(eq(watches.conversationId, row.conversationId), eq(watches.agentId, row.agentId)));
}

/** Whoever watches a conversation watches the one that goes on with it, until that merge is undone. */
export async function watchAlso(
  tx: Queryable,
  { from, into, move }: { from: ConversationId; into: ConversationId; move: MessageId },
): Promise<void> {
  const theirs = await tx.select().from(watches).where(eq(watches.conversationId, from));
  if (theirs.length === 0) return;
  const rows = theirs.map((row) => ({ ...row, conversationId: into, broughtBy: [move] }));
  await tx
    .insert(watches)
    .values(rows)
    .onConflictDoUpdate({
      target: [watches.conversationId, watches.agentId],
      set: { broughtBy: sql`array_append(${watches.broughtBy}, ${move})` },
      setWhere: isBrought,
    });
}

/** A merge was undone: whoever watches because of it alone does no longer. */
export async function watchNoMore(
  tx: Queryable,
  { conversationId, move }: { conversationId: ConversationId; move: MessageId },
): Promise<void> {
  const theirs = and(eq(watches.conversationId, conversationId), sql`${move} = any(${watches.broughtBy})`);
  await tx.delete(watches).where(and(theirs, sql`cardinality(${watches.broughtBy}) = 1`));
  await tx
    .update(watches)
    .set({ broughtBy: sql`array_remove(${watches.broughtBy}, ${move})` })
    .where(theirs);
}

const isBrought = sql`cardinality(${watches.broughtBy}) > 0`;

export interface Listener {
  id: AgentId;
  name: string;
  email: string;
  notifyByMail: NotifyByMail;
}

/** Whether there is anybody like that, asked after every message. */
export async function isListenedTo(db: Database, conversationId: ConversationId): Promise<boolean> {
  return (await findListener(db, { conversationId })).length > 0;
}

const findListener = prepared<{ conversationId: ConversationId }, { one: number }>(
  'find_listener',
  sql`
  select 1 as one from ${conversations}
  join ${memberships} on ${memberships.projectId} = ${conversations.projectId}
  join ${agents} on ${agents.id} = ${memberships.agentId}
  where ${conversations.id} = ${sql.placeholder('conversationId')}::text and ${agents.notifyByMail} <> 'off'
    and (${conversations.assigneeId} = ${agents.id} or exists (
      select 1 from ${watches}
      where ${watches.conversationId} = ${conversations.id} and ${watches.agentId} = ${agents.id}))
  limit 1`,
);

/** Members of the project who are responsible for a conversation or watch it, and want mail at all. */
export async function listListeners(db: Queryable, conversationId: ConversationId): Promise<Listener[]> {
  const watching = db
    .select({ one: sql`1` })
    .from(watches)
    .where(and(eq(watches.conversationId, conversations.id), eq(watches.agentId, agents.id)));
  return db
    .select({ id: agents.id, name: agents.name, email: agents.email, notifyByMail: agents.notifyByMail })
    .from(conversations)
    .innerJoin(memberships, eq(memberships.projectId, conversations.projectId))
    .innerJoin(agents, eq(agents.id, memberships.agentId))
    .where(
      and(
        eq(conversations.id, conversationId),
        ne(agents.notifyByMail, 'off'),
        or(eq(conversations.assigneeId, agents.id), exists(watching)),
      ),
    );
}
