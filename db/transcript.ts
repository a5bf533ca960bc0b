import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { ConversationId, MessageId } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import type { Queryable } from './database.ts';
import { notify } from './feed.ts';
import { agents, conversations, deliveries, inboundEmails, messages } from './schema.ts';
import { firstSaid } from './standing-here.ts';

/** Marks messages as changed, so that every reader who resumes by revision gets them again. */
export async function touchMessages(
  tx: Queryable,
  conversationId: ConversationId,
  messageIds: MessageId[],
): Promise<void> {
  if (messageIds.length === 0) return;
  const [row] = await tx
    .update(conversations)
    .set({ revision: sql`${conversations.revision} + 1` })
    .where(eq(conversations.id, conversationId))
    .returning({ revision: conversations.revision, projectId: conversations.projectId });
  if (!row) return;
  await tx
    .update(messages)
    .set({ revision: row.revision })
    .where(and(eq(messages.conversationId, conversationId), inArray(messages.id, messageIds)));
  await notify(tx, {
    kind: 'conversation',
    projectId: row.projectId,
    conversationId,
    revision: row.revision,
  });
  await touchCopies(tx, messageIds);
}

/** Conversations that took these messages over show the same deliveries. */
async function touchCopies(tx: Queryable, messageIds: MessageId[]): Promise<void> {
  const copies = await tx
    .select({ id: messages.id, conversationId: messages.conversationId })
    .from(messages)
    .where(and(inArray(messages.originId, messageIds), eq(messages.takenBack, false)));
  for (const { id, conversationId } of copies) await touchMessages(tx, conversationId, [id]);
}

/** Messages that changed after a revision, in the order they were said; revision 0 gives the whole transcript. */
export async function readTranscript(
  db: Queryable,
  range: { conversationId: ConversationId; afterRevision: number },
): Promise<Message[]> {
  const rows = await db
    .select({ message: messages, delivery: deliveries, email: mailColumns, agentName: agents.name })
    .from(messages)
    .leftJoin(deliveries, eq(deliveries.messageId, firstSaid))
    .leftJoin(inboundEmails, eq(inboundEmails.id, messages.emailId))
    .leftJoin(agents, eq(agents.id, sql`${messages.author}->>'agentId'`))
    .where(and(eq(messages.conversationId, range.conversationId), gt(messages.revision, range.afterRevision)))
    .orderBy(asc(messages.seq));
  return rows.map(toMessage);
}

const mailColumns = { quotedText: inboundEmails.quotedText, verdict: inboundEmails.verdict };

interface TranscriptRow {
  message: typeof messages.$inferSelect;
  delivery: typeof deliveries.$inferSelect | null;
  email: Pick<typeof inboundEmails.$inferSelect, 'quotedText' | 'verdict'> | null;
  agentName: string | null;
}

function toMessage({ message, delivery, email, agentName }: TranscriptRow): Message {
  const { createdAt, projectId: _projectId, escalationReason: _reason, ...named } = message;
  const { originId: _origin, originConversationId: from, moves: _moves, movedBy: _by, ...others } = named;
  const { movedTo: to, takenBack, forVisitor, ...rest } = others;
  return {
    ...rest,
    authorName: message.author.by === 'other' ? message.author.name || message.author.email : agentName,
    quoted: email?.quotedText || null,
    verdict: email?.verdict ?? null,
    delivery: delivery && {
      id: delivery.id,
      to: delivery.envelope.to.email,
      state: delivery.state,
      reason: delivery.reason,
    },
    at: createdAt.toISOString(),
    ...((from || to) && { place: { from, to, takenBack, forVisitor } }),
  };
}
