import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { RequestedDelivery } from '../../../domain/conversation/entry.ts';
import type { ConversationId, MessageId } from '../../../domain/ids.ts';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';
import { composeForward, type ForwardParts } from '../../../domain/mail/writing/compose-forward.ts';
import { mailPictures } from '../../../domain/mail/writing/mail-pictures.ts';
import type { Queryable } from '../../connection/database.ts';
import type { StoredAttachment } from '../../files/attachments.ts';
import {
  agents,
  attachments,
  conversations,
  customers,
  deliveries,
  inboundEmails,
  messages,
  projects,
} from '../../schema/schema.ts';
import { firstSaid, shownHere } from '../../schema/shown-here.ts';

type Wanted = Extract<RequestedDelivery, { kind: 'forward' }> & {
  conversationId: ConversationId;
  mail: MailIdentity;
};

/**
 * Freezes the mail that sends a message on to somebody outside. Idempotent by the delivery's id.
 * @returns false when the note, or the message it sends on, does not exist.
 */
export async function createForward(tx: Queryable, wanted: Wanted): Promise<boolean> {
  const { deliveryId, conversationId } = wanted;
  const [messageId] = wanted.messageIds;
  const parts = await partsOf(tx, wanted);
  if (!parts) return false;
  const envelope = composeForward(parts, wanted.mail);
  const projectId = parts.project.id;
  await tx
    .insert(deliveries)
    .values({
      ...{ id: deliveryId, projectId, conversationId, messageId, envelope },
      rfcMessageId: envelope.messageId,
    })
    .onConflictDoNothing();
  await tx
    .update(messages)
    .set({ deliveryId })
    .where(and(eq(messages.conversationId, conversationId), eq(messages.id, messageId)));
  return true;
}

/** What somebody said or noted here can be sent on; what merely happened cannot. */
export async function isForwardable(
  db: Queryable,
  { conversationId, messageId }: { conversationId: ConversationId; messageId: MessageId },
): Promise<boolean> {
  const rows = await db
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.id, messageId),
        eq(messages.conversationId, conversationId),
        inArray(messages.kind, ['message', 'note']),
        shownHere,
      ),
    );
  return rows.length > 0;
}

async function partsOf(tx: Queryable, wanted: Wanted): Promise<ForwardParts | null> {
  const { deliveryId, conversationId, to } = wanted;
  const [noteId] = wanted.messageIds;
  const note = alias(messages, 'note');
  const writer = alias(agents, 'writer');
  const [row] = await tx
    .select({
      ...{ note, message: messages, conversation: conversations, project: projects, customer: customers },
      ...{ writer: { name: writer.name, signature: writer.signature }, author: agents.name },
      mail: { text: inboundEmails.replyText, email: inboundEmails.fromEmail, name: inboundEmails.fromName },
    })
    .from(note)
    .innerJoin(messages, and(eq(messages.id, note.forwards), eq(messages.conversationId, conversationId)))
    .innerJoin(conversations, eq(conversations.id, conversationId))
    .innerJoin(projects, eq(projects.id, conversations.projectId))
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .leftJoin(writer, eq(writer.id, sql`${note.author}->>'agentId'`))
    .leftJoin(agents, eq(agents.id, sql`${messages.author}->>'agentId'`))
    .leftJoin(inboundEmails, eq(inboundEmails.id, messages.emailId))
    .where(and(eq(note.id, noteId), eq(note.conversationId, conversationId)));
  if (!row) return null;
  const { message, project, conversation, mail } = row;
  const { by } = message.author;
  const named = {
    customer: row.customer?.name || row.customer?.email,
    agent: row.author,
    assistant: project.name,
  };
  const from =
    by === 'other' || (by === 'customer' && mail?.email)
      ? addressOf(mail)
      : (by !== 'system' && named[by]) || project.name;
  const files = await filesOf(tx, { noteId, messageId: message.id, conversationId });
  return {
    ...{ deliveryId, conversationId, project, to },
    agentName: row.writer?.name ?? '',
    signature: row.writer?.signature ?? '',
    text: row.note.text,
    subject: conversation.subject,
    forwarded: {
      from,
      at: message.createdAt.toISOString(),
      text: message.text,
      isMarkdown: by === 'agent' || by === 'assistant',
    },
    attachments: files.map(({ id }) => id),
    pictures: mailPictures(files),
  };
}

const addressOf = (mail: { email: string; name: string } | null): string =>
  mail?.name ? `${mail.name} <${mail.email}>` : (mail?.email ?? '');

/** Those that an agent added, then the message's own; what its HTML shows in place goes with it too. */
async function filesOf(
  tx: Queryable,
  {
    noteId,
    messageId,
    conversationId,
  }: Record<'noteId' | 'messageId', MessageId> & { conversationId: ConversationId },
): Promise<StoredAttachment[]> {
  const filesOfMessage = async (id: MessageId) =>
    tx
      .select({ file: attachments })
      .from(messages)
      .innerJoin(
        attachments,
        or(eq(attachments.messageId, firstSaid), eq(attachments.emailId, messages.emailId)),
      )
      .where(and(eq(messages.id, id), eq(messages.conversationId, conversationId)))
      .orderBy(asc(attachments.position));
  const rows = [...(await filesOfMessage(noteId)), ...(await filesOfMessage(messageId))];
  return rows.map(({ file }) => file);
}
