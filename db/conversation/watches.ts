import { and, eq, exists, ne, or, sql, type SQL } from 'drizzle-orm';
import type { AgentId, ConversationId, MessageId, ProjectId } from '../../domain/ids.ts';
import type { NotifyByMail } from '../../domain/inbox/views.ts';
import type { Queryable } from '../connection/database.ts';
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

/** As SQL, whether there is anybody like that for a row or a table of conversations. */
export const isListenedTo = (conversation: string): SQL<boolean> =>
  sql.raw(`exists (
    select 1 from memberships join agents on agents.id = memberships.agent_id
    where memberships.project_id = ${conversation}.project_id and agents.notify_by_mail <> 'off'
      and (agents.id = ${conversation}.assignee_id or exists (
        select 1 from watches
        where watches.conversation_id = ${conversation}.id and watches.agent_id = agents.id)))`) as SQL<boolean>;

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
