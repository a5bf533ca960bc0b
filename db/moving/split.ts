import { and, eq, gte, inArray, or, sql } from 'drizzle-orm';
import type { CustomerId, MessageId } from '../../domain/ids.ts';
import type { MoveEvent } from '../../domain/message.ts';
import { previewOf } from '../../domain/text/preview.ts';
import type { ConversationRow } from './take-messages.ts';
import type { Queryable } from '../connection/database.ts';
import { keepCustomer } from '../project/customers.ts';
import { conversations, messages } from '../schema/schema.ts';
import { shownHere } from '../schema/shown-here.ts';

type MessageRow = typeof messages.$inferSelect;
type SplitOff = Extract<MoveEvent, { kind: 'splitOff' }>;

/** Makes the new conversation's row and marks what it begins with. It has no visitor: only mail leads to it. */
export async function splitOff(
  tx: Queryable,
  { into, messageId, following, move }: SplitOff,
  { conversation, revision }: { conversation: ConversationRow; revision: number },
): Promise<void> {
  const first = await findMessage(tx, conversation, messageId);
  if (!first) return;
  const { projectId, id: from } = conversation;
  const subject = previewOf(first.text, 80);
  await tx
    .insert(conversations)
    .values({
      id: into,
      projectId,
      channel: first.channel,
      customerId: await customerOf(tx, first, conversation),
      handlerBy: 'agent',
      subject,
    })
    .onConflictDoNothing();
  const later = and(gte(messages.seq, first.seq), inArray(messages.kind, ['message']), bySameSender(first));
  const chosen = following ? or(eq(messages.id, messageId), later) : eq(messages.id, messageId);
  await tx
    .update(messages)
    .set({ movedTo: into, movedBy: move, revision })
    .where(and(eq(messages.conversationId, from), shownHere, chosen));
}

/** A stranger is known by their address: the name beside it may change from mail to mail. */
function bySameSender({ author }: MessageRow) {
  if (author.by !== 'other') return sql`${messages.author} = ${JSON.stringify(author)}::jsonb`;
  const email = author.email.toLowerCase();
  return sql`${messages.author}->>'by' = 'other' and lower(${messages.author}->>'email') = ${email}`;
}

/** Whoever wrote it is the new conversation's customer. */
async function customerOf(
  tx: Queryable,
  { author }: MessageRow,
  { customerId, projectId }: ConversationRow,
): Promise<CustomerId | null> {
  if (author.by !== 'other') return customerId;
  const email = author.email.toLowerCase();
  return keepCustomer(tx, { projectId, email, name: author.name });
}

async function findMessage(tx: Queryable, { id }: Pick<ConversationRow, 'id'>, messageId: MessageId) {
  const [row] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.id, messageId), eq(messages.conversationId, id), shownHere));
  return row;
}
