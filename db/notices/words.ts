import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import { gistOf } from '../../domain/notices/gist.ts';
import type { NoticeWords } from '../../domain/notices/notice.ts';
import type { Queryable } from '../connection/database.ts';
import { agents, conversations, customers, messages, projects } from '../schema/schema.ts';
import { shownHere } from '../schema/shown-here.ts';

/** What a notice says of a note that mentions somebody: the note's own words, which go to colleagues alone. */
export async function mentionWordsOf(
  db: Queryable,
  { conversationId, messageId }: { conversationId: ConversationId; messageId: MessageId },
  publicUrl: string,
): Promise<{ words: NoticeWords; supportAddress: string } | null> {
  const known = await noticeWordsOf(db, conversationId, publicUrl);
  const [note] = await db
    .select({ text: messages.text, by: agents.name })
    .from(messages)
    .leftJoin(agents, eq(agents.id, sql`${messages.author}->>'agentId'`))
    .where(and(eq(messages.id, messageId), shownHere));
  if (!known || !note) return null;
  const gist = gistOf({ said: note.text, reason: null });
  return { ...known, words: { ...known.words, gist, again: false, mentionedBy: note.by ?? 'Somebody' } };
}

/** What a notice says of a conversation as it is now, and whom a push service may write to about it. */
export async function noticeWordsOf(
  db: Queryable,
  conversationId: ConversationId,
  publicUrl: string,
): Promise<{ words: NoticeWords; supportAddress: string } | null> {
  const [row] = await db
    .select({
      ...{ project: projects.name, supportAddress: projects.supportAddress, customer: customers.name },
      ...{ escalation: conversations.escalation, again: conversations.escalatedAgain },
    })
    .from(conversations)
    .innerJoin(projects, eq(projects.id, conversations.projectId))
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .where(eq(conversations.id, conversationId));
  if (!row) return null;
  const [said] = await db
    .select({ text: messages.text })
    .from(messages)
    .where(
      and(
        ...[eq(messages.conversationId, conversationId), eq(messages.kind, 'message'), shownHere],
        inArray(sql`${messages.author}->>'by'`, ['customer', 'other']),
      ),
    )
    .orderBy(desc(messages.seq))
    .limit(1);
  const gist = gistOf({ said: said?.text ?? null, reason: row.escalation?.reason ?? null });
  const customer = row.customer || `Visitor ${conversationId.slice(-4)}`;
  const url = `${publicUrl}/conversations/${conversationId}`;
  const { project, again, supportAddress } = row;
  return { words: { project, customer, gist, again, url }, supportAddress };
}
