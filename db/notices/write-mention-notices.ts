import { and, eq, gte, inArray } from 'drizzle-orm';
import type { AgentId, ConversationId, MessageId, ProjectId } from '../../domain/ids.ts';
import { mentionHearers } from '../../domain/notices/mention-notice.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { writeCalls, type AgentMailSettings } from '../mail/outbound/write-agent-mails.ts';
import { agents, conversations, mentions, messages, pushSubscriptions, reads } from '../schema/schema.ts';
import { listMembers } from './members.ts';
import { idsOf, insertNotices } from './write-notices.ts';

interface Mention {
  conversationId: ConversationId;
  burst: string;
  messageId: MessageId;
}

/**
 * Writes down whom a note's mentions tell, by what, and freezes their mails; who has answered by now is not told. What is
 * written once is not written again.
 * @returns when those are to be asked about again whose quiet hours hold; null: everybody has been told.
 */
export async function writeMentionNotices(
  db: Database,
  { messageId, ...about }: Mention,
  { at, settings }: { at: string; settings: AgentMailSettings },
): Promise<{ againAt: string | null }> {
  return db.transaction(async (tx) => {
    const note = await findNote(tx, messageId);
    if (!note) return { againAt: null };
    const { projectId, by } = note;
    const { conversationId } = about;
    const team = await listMembers(tx, conversationId);
    const read = await whoRead(tx, note);
    const members = team.map((member) => ({ ...member, hasRead: read.has(member.agentId) }));
    const { now, againAt } = mentionHearers(members, await unanswered(tx, messageId), at);
    const of = (road: 'mail' | 'push') =>
      now.filter(({ roads }) => roads[road]).map(({ agentId }) => agentId);
    const row = { ...about, projectId, createdAt: new Date(at) };
    const mailed = await insertNotices(tx, { ...row, road: 'mail' }, of('mail'));
    await writeCalls(tx, { conversationId, agentIds: mailed as AgentId[], mentionedBy: by }, settings);
    const browsers = await idsOf(tx, pushSubscriptions, inArray(pushSubscriptions.agentId, of('push')));
    await insertNotices(tx, { ...row, road: 'push' }, browsers);
    return { againAt };
  });
}

interface Note {
  projectId: ProjectId;
  conversationId: ConversationId;
  seq: number;
  by: string;
}

/** With its conversation's row held: nothing may be said between what a mail shows and the number up to which it counts as seen. */
async function findNote(tx: Queryable, id: MessageId): Promise<Note | null> {
  const [row] = await tx
    .select({ message: messages })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(eq(messages.id, id))
    .for('update', { of: conversations });
  if (!row) return null;
  const { projectId, conversationId, seq, author } = row.message;
  if (author.by !== 'agent') return null;
  const [agent] = await tx.select({ name: agents.name }).from(agents).where(eq(agents.id, author.agentId));
  return { projectId, conversationId, seq, by: agent?.name ?? 'Somebody' };
}

async function unanswered(tx: Queryable, messageId: MessageId): Promise<AgentId[]> {
  const rows = await tx
    .select({ agentId: mentions.agentId })
    .from(mentions)
    .where(eq(mentions.messageId, messageId));
  return rows.map(({ agentId }) => agentId);
}

async function whoRead(tx: Queryable, { conversationId, seq }: Note): Promise<Set<AgentId>> {
  const rows = await tx
    .select({ agentId: reads.agentId })
    .from(reads)
    .where(and(eq(reads.conversationId, conversationId), gte(reads.seq, seq)));
  return new Set(rows.map(({ agentId }) => agentId));
}
