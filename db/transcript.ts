import { and, asc, between, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Attachment } from '../domain/attachment.ts';
import type { ConversationId, DeliveryId, MessageId } from '../domain/ids.ts';
import type { Message, MessageMail } from '../domain/message.ts';
import { listAttachments } from './attachments.ts';
import { listCopied, type Copied } from './correspondents.ts';
import type { Queryable } from './database.ts';
import { notify } from './feed.ts';
import { agents, conversations, deliveries, inboundEmails, messages } from './schema.ts';
import { firstSaid, original } from './standing-here.ts';

/** Marks a conversation as changed, so that whoever looks at it reads it again. @returns its revision now. */
export async function touchConversation(
  tx: Queryable,
  conversationId: ConversationId,
): Promise<number | null> {
  const [row] = await tx
    .update(conversations)
    .set({ revision: sql`${conversations.revision} + 1` })
    .where(eq(conversations.id, conversationId))
    .returning({ revision: conversations.revision, projectId: conversations.projectId });
  if (!row) return null;
  await notify(tx, { kind: 'conversation', conversationId, ...row });
  return row.revision;
}

/** Marks messages as changed, so that every reader who resumes by revision gets them again. */
export async function touchMessages(
  tx: Queryable,
  conversationId: ConversationId,
  messageIds: MessageId[],
): Promise<void> {
  if (messageIds.length === 0) return;
  const revision = await touchConversation(tx, conversationId);
  if (revision === null) return;
  await tx
    .update(messages)
    .set({ revision })
    .where(and(eq(messages.conversationId, conversationId), inArray(messages.id, messageIds)));
  await touchCopies(tx, messageIds);
}

/** The same for the messages that deliveries carry. */
export async function touchDeliveries(
  tx: Queryable,
  conversationId: ConversationId,
  deliveryIds: DeliveryId[],
): Promise<void> {
  const rows = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), inArray(messages.deliveryId, deliveryIds)));
  await touchMessages(
    tx,
    conversationId,
    rows.map(({ id }) => id),
  );
}

/** Conversations that took these messages over show the same deliveries. */
async function touchCopies(tx: Queryable, messageIds: MessageId[]): Promise<void> {
  const copies = await tx
    .select({ id: messages.id, conversationId: messages.conversationId })
    .from(messages)
    .where(and(inArray(messages.originId, messageIds), eq(messages.takenBack, false)));
  for (const { id, conversationId } of copies) await touchMessages(tx, conversationId, [id]);
}

/** Messages that changed after a revision, or lie between two sequence numbers, in the order they were said; revision 0 gives the whole transcript. */
export async function readTranscript(
  db: Queryable,
  range: { conversationId: ConversationId } & Range,
): Promise<Message[]> {
  const rows = await db
    .select({
      message: messages,
      readInChat: original.readInChat,
      delivery: deliveries,
      email: mailColumns,
      agentName: agents.name,
    })
    .from(messages)
    .leftJoin(original, eq(original.id, firstSaid))
    .leftJoin(deliveries, eq(deliveries.id, original.deliveryId))
    .leftJoin(inboundEmails, eq(inboundEmails.id, messages.emailId))
    .leftJoin(agents, eq(agents.id, sql`${messages.author}->>'agentId'`))
    .where(and(eq(messages.conversationId, range.conversationId), within(range)))
    .orderBy(asc(messages.seq));
  const strangers = rows.some(({ message }) => message.author.by === 'other');
  const copied = strangers ? await listCopied(db, range.conversationId) : [];
  const files = await listAttachments(db, {
    messageIds: rows.map(({ message }) => firstSaidOf(message)),
    emailIds: rows.flatMap(({ message }) => message.emailId ?? []),
  });
  return rows.map((row) =>
    toMessage(row, { copied, files: files.get(row.message.emailId ?? firstSaidOf(row.message)) ?? [] }),
  );
}

type Range = { afterRevision: number } | { seqs: { from: number; to: number } };

const within = (range: Range) =>
  'seqs' in range
    ? between(messages.seq, range.seqs.from, range.seqs.to)
    : gt(messages.revision, range.afterRevision);

const firstSaidOf = ({ originId, id }: TranscriptRow['message']) => originId ?? id;

const mailColumns = {
  quotedText: inboundEmails.quotedText,
  foldedKinds: inboundEmails.foldedKinds,
  verdict: inboundEmails.verdict,
  fromEmail: inboundEmails.fromEmail,
  fromName: inboundEmails.fromName,
  recipients: inboundEmails.recipients,
  keysDisagree: inboundEmails.keysDisagree,
  hasHtml: sql<boolean>`(${inboundEmails.html} is not null)`,
  hasSource: inboundEmails.hasSource,
};

interface TranscriptRow {
  message: typeof messages.$inferSelect;
  readInChat: boolean | null;
  delivery: typeof deliveries.$inferSelect | null;
  email:
    | (Pick<typeof inboundEmails.$inferSelect, Exclude<keyof typeof mailColumns, 'hasHtml'>> & {
        hasHtml: boolean;
      })
    | null;
  agentName: string | null;
}

function toMessage(
  { message, readInChat, delivery, email, agentName }: TranscriptRow,
  { copied, files }: { copied: Copied[]; files: Attachment[] },
): Message {
  const {
    createdAt,
    projectId: _projectId,
    escalationReason: _reason,
    deliveryId: _deliveryId,
    cc: _cc,
    ...named
  } = message;
  const { originId: _origin, originConversationId: from, moves: _moves, movedBy: _by, ...others } = named;
  const { movedTo: to, takenBack, forVisitor, ...rest } = others;
  return {
    ...rest,
    channel: delivery ? 'email' : rest.channel,
    readInChat: readInChat ?? false,
    authorName: message.author.by === 'other' ? message.author.name || message.author.email : agentName,
    quoted: email?.quotedText || null,
    foldedKinds: email?.foldedKinds ?? [],
    verdict: email?.verdict ?? null,
    mail: email && mailOf(message, email, copied),
    original: email && { html: email.hasHtml, source: email.hasSource },
    attachments: files,
    delivery: delivery && {
      id: delivery.id,
      to: delivery.envelope.to.email,
      ...(delivery.envelope.cc && { cc: delivery.envelope.cc.map(({ email }) => email) }),
      state: delivery.state,
      reason: delivery.reason,
    },
    at: createdAt.toISOString(),
    ...((from || to) && { place: { from, to, takenBack, forVisitor } }),
  };
}

function mailOf(
  { author, seq }: TranscriptRow['message'],
  mail: NonNullable<TranscriptRow['email']>,
  copied: Copied[],
): MessageMail {
  const from = { email: mail.fromEmail, name: mail.fromName };
  const earlier = copied.find((each) => each.email === from.email && each.seq < seq);
  return {
    from,
    copied: mail.recipients,
    keysDisagree: mail.keysDisagree,
    wasInCopy: author.by === 'other' && earlier !== undefined,
  };
}
