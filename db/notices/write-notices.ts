import { eq, inArray } from 'drizzle-orm';
import { callsForSomebody } from '../../domain/conversation/agent-mail-state.ts';
import { newId, type AgentId, type ConversationId, type Id } from '../../domain/ids.ts';
import { hearersOf } from '../../domain/notices/hearers.ts';
import type { NoticeRoad } from '../../domain/notices/notice.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { writeCalls, writeDigestsIn, type AgentMailSettings } from '../mail/outbound/write-agent-mails.ts';
import { conversations, notices, pushSubscriptions, webhooks } from '../schema/schema.ts';
import { listMembers } from './members.ts';

interface Burst {
  conversationId: ConversationId;
  burst: string;
}

/**
 * Writes down who is told of a burst, by what, and freezes their mails: what is written once is not written again, so that a
 * repetition tells nobody twice. Those who watch are told with the team.
 * @returns when those are to be asked about again whose quiet hours hold; null: nobody, or somebody has taken it.
 */
export async function writeNotices(
  db: Database,
  burst: Burst,
  { at, settings }: { at: string; settings: AgentMailSettings },
): Promise<{ againAt: string | null; isTaken: boolean }> {
  return db.transaction(async (tx) => {
    const { conversationId } = burst;
    const conversation = await locked(tx, conversationId);
    if (!conversation) return { againAt: null, isTaken: true };
    await writeDigestsIn(tx, conversationId, settings);
    if (!isWaiting(conversation)) return { againAt: null, isTaken: true };
    const write = (road: NoticeRoad, recipients: Recipient[]) =>
      insertNotices(
        tx,
        { ...burst, projectId: conversation.projectId, road, createdAt: new Date(at) },
        recipients,
      );
    const { now, againAt } = hearersOf(await listMembers(tx, conversationId), at);
    const mailed = await write(
      'mail',
      now.filter(({ mail }) => mail).map(({ agentId }) => agentId),
    );
    await writeCalls(tx, { conversationId, agentIds: mailed as AgentId[] }, settings);
    const pushed = now.filter(({ push }) => push).map(({ agentId }) => agentId);
    await write('push', await idsOf(tx, pushSubscriptions, inArray(pushSubscriptions.agentId, pushed)));
    await write('webhook', await idsOf(tx, webhooks, eq(webhooks.projectId, conversation.projectId)));
    return { againAt, isTaken: false };
  });
}

export type Recipient = AgentId | Id<'psh'> | Id<'whk'>;
type Conversation = typeof conversations.$inferSelect;

async function locked(tx: Queryable, id: ConversationId): Promise<Conversation | undefined> {
  const [row] = await tx.select().from(conversations).where(eq(conversations.id, id)).for('update');
  return row;
}

function isWaiting({
  handlerBy,
  handlerAgentId,
  status,
  assigneeId,
  escalation,
  merged,
}: Conversation): boolean {
  const handler = handlerBy === 'agent' ? { by: handlerBy, agentId: handlerAgentId } : { by: handlerBy };
  return callsForSomebody({ status, handler, assignee: assigneeId, escalation, merged });
}

/** Those that a condition finds. */
export async function idsOf(
  tx: Queryable,
  table: typeof pushSubscriptions | typeof webhooks,
  where: ReturnType<typeof eq>,
): Promise<Recipient[]> {
  return (await tx.select({ id: table.id }).from(table).where(where)).map(({ id }) => id);
}

/** @returns those who were not written down for this burst before. */
export async function insertNotices(
  tx: Queryable,
  // By the clock of whoever sends it, which also says when it is too old.
  row: Burst & { projectId: Conversation['projectId']; road: NoticeRoad; createdAt: Date },
  recipients: Recipient[],
): Promise<Recipient[]> {
  if (recipients.length === 0) return [];
  // A mail has a row of its own that says what became of it.
  const state = row.road === 'mail' ? ('sent' as const) : ('pending' as const);
  const rows = await tx
    .insert(notices)
    .values(recipients.map((recipient) => ({ ...row, id: newId('ntc'), recipient, state })))
    .onConflictDoNothing()
    .returning({ recipient: notices.recipient });
  return rows.map(({ recipient }) => recipient);
}
