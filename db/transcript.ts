import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Attachment } from '../domain/attachment.ts';
import type { ConversationId, MessageId } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import { listAttachments } from './attachments.ts';
import type { Queryable } from './database.ts';
import { notify } from './feed.ts';
import { agents, conversations, deliveries, inboundEmails, messages } from './schema.ts';

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
}

/** Messages that changed after a revision, in the order they were said; revision 0 gives the whole transcript. */
export async function readTranscript(
  db: Queryable,
  range: { conversationId: ConversationId; afterRevision: number },
): Promise<Message[]> {
  const rows = await db
    .select({ message: messages, delivery: deliveries, email: mailColumns, agentName: agents.name })
    .from(messages)
    .leftJoin(deliveries, eq(deliveries.messageId, messages.id))
    .leftJoin(inboundEmails, eq(inboundEmails.id, messages.emailId))
    .leftJoin(agents, eq(agents.id, sql`${messages.author}->>'agentId'`))
    .where(and(eq(messages.conversationId, range.conversationId), gt(messages.revision, range.afterRevision)))
    .orderBy(asc(messages.seq));
  const files = await listAttachments(db, {
    messageIds: rows.map(({ message }) => message.id),
    emailIds: rows.flatMap(({ message }) => message.emailId ?? []),
  });
  return rows.map((row) => toMessage(row, files.get(row.message.emailId ?? row.message.id) ?? []));
}

const mailColumns = {
  quotedText: inboundEmails.quotedText,
  verdict: inboundEmails.verdict,
  hasHtml: sql<boolean>`(${inboundEmails.html} is not null)`,
  hasSource: inboundEmails.hasSource,
};

interface TranscriptRow {
  message: typeof messages.$inferSelect;
  delivery: typeof deliveries.$inferSelect | null;
  email:
    | (Pick<typeof inboundEmails.$inferSelect, 'quotedText' | 'verdict' | 'hasSource'> & { hasHtml: boolean })
    | null;
  agentName: string | null;
}

function toMessage(
  { message, delivery, email, agentName }: TranscriptRow,
  attachments: Attachment[],
): Message {
  const { createdAt, projectId: _projectId, escalationReason: _reason, ...rest } = message;
  return {
    ...rest,
    authorName: message.author.by === 'other' ? message.author.name || message.author.email : agentName,
    quoted: email?.quotedText || null,
    verdict: email?.verdict ?? null,
    original: email && { html: email.hasHtml, source: email.hasSource },
    attachments,
    delivery: delivery && {
      id: delivery.id,
      to: delivery.envelope.to.email,
      state: delivery.state,
      reason: delivery.reason,
    },
    at: createdAt.toISOString(),
  };
}
