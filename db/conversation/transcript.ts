import { and, asc, between, eq, gt, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Attachment } from '../../domain/attachment.ts';
import { channelOf } from '../../domain/inbox/channel-of.ts';
import type { ConversationId, DeliveryId, MessageId } from '../../domain/ids.ts';
import type { Channel, Message, MessageMail } from '../../domain/message.ts';
import { listAttachments } from '../files/attachments.ts';
import { listCopied, type Copied } from '../mail/inbound/correspondents.ts';
import type { Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { VOTED_ON } from '../../domain/assistant/evidence.ts';
import { agents, answers, conversations, deliveries, inboundEmails, messages } from '../schema/schema.ts';
import { firstSaid, original } from '../schema/shown-here.ts';

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
    .where(and(inArray(messages.originId, messageIds), eq(messages.withdrawn, false)));
  for (const { id, conversationId } of copies) await touchMessages(tx, conversationId, [id]);
}

/** More than a conversation ever holds. */
const ALL = 1_000_000;

/** Messages that changed after a revision, so many at most, or lie between two sequence numbers, in the order they were said. */
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
      earlier: { conversationId: earlier.conversationId, at: earlier.receivedAt },
      agentName: agents.name,
      began: conversations.channel,
      answer: { outcome: answers.outcome, helpful: answers.helpful },
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .leftJoin(original, eq(original.id, firstSaid))
    .leftJoin(deliveries, eq(deliveries.id, original.deliveryId))
    .leftJoin(inboundEmails, eq(inboundEmails.id, messages.emailId))
    .leftJoin(earlier, eq(earlier.id, inboundEmails.mayRepeat))
    .leftJoin(answers, eq(answers.messageId, answerHere))
    .leftJoin(agents, eq(agents.id, sql`${messages.author}->>'agentId'`))
    .where(and(eq(messages.conversationId, range.conversationId), within(range)))
    .orderBy(asc(messages.seq))
    .limit(('atMost' in range && range.atMost) || ALL);
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

type Range = { afterRevision: number; atMost?: number } | { seqs: { from: number; to: number } };

const within = (range: Range) =>
  'seqs' in range
    ? between(messages.seq, range.seqs.from, range.seqs.to)
    : gt(messages.revision, range.afterRevision);

const firstSaidOf = ({ originId, id }: TranscriptRow['message']) => originId ?? id;

/** Of an escalation: the answer in whose place it stands, as `eventIdOf` made its id. */
const answerHere = sql`case when ${messages.event}->>'kind' = 'escalated' then left(${messages.id}, -1) else ${firstSaid} end`;

/** The mail that another one may repeat. */
const earlier = alias(inboundEmails, 'earlier');

const mailColumns = {
  quotedText: inboundEmails.quotedText,
  foldedKinds: inboundEmails.foldedKinds,
  verdict: inboundEmails.verdict,
  fromEmail: inboundEmails.fromEmail,
  fromName: inboundEmails.fromName,
  recipients: inboundEmails.recipients,
  keysDisagree: inboundEmails.keysDisagree,
  subject: inboundEmails.subject,
  forms: inboundEmails.forms,
  answerTo: inboundEmails.answerTo,
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
  earlier: { conversationId: ConversationId | null; at: Date } | null;
  agentName: string | null;
  /** Where the conversation did. */
  began: Channel;
  answer: Pick<typeof answers.$inferSelect, 'outcome' | 'helpful'> | null;
}

function toMessage(
  { message, readInChat, delivery, email, earlier, agentName, began, answer }: TranscriptRow,
  { copied, files }: { copied: Copied[]; files: Attachment[] },
): Message {
  const {
    createdAt,
    projectId: _projectId,
    escalationReason: _reason,
    deliveryId: _deliveryId,
    cc: _cc,
    bcc: _bcc,
    forwards,
    ...named
  } = message;
  const { originId: _origin, originConversationId: from, moves: _moves, movedBy: _by, ...others } = named;
  const { movedTo: to, withdrawn, forVisitor, ...rest } = others;
  return {
    ...rest,
    channel: channelOf({ ...message, hasChat: began === 'widget', mail: delivery?.state ?? null }),
    readInChat: readInChat ?? false,
    authorName: message.author.by === 'other' ? message.author.name || message.author.email : agentName,
    quoted: email?.quotedText || null,
    foldedKinds: email?.foldedKinds ?? [],
    verdict: email?.verdict ?? null,
    mail: email && mailOf(message, { mail: email, earlier }, copied),
    original: email && { html: email.hasHtml, source: email.hasSource },
    attachments: files,
    delivery: delivery && {
      id: delivery.id,
      to: delivery.envelope.to.email,
      ...(delivery.envelope.cc && { cc: delivery.envelope.cc.map(({ email }) => email) }),
      ...(delivery.envelope.bcc && { bcc: delivery.envelope.bcc.map(({ email }) => email) }),
      state: delivery.state,
      reason: delivery.reason,
    },
    at: createdAt.toISOString(),
    ...(answer && { answer: { votable: VOTED_ON.includes(answer.outcome), helpful: answer.helpful } }),
    ...(forwards && { forwards }),
    ...((from || to) && { place: { from, to, withdrawn, forVisitor } }),
  };
}

function mailOf(
  { author, seq }: TranscriptRow['message'],
  { mail, earlier }: { mail: NonNullable<TranscriptRow['email']>; earlier: TranscriptRow['earlier'] },
  copied: Copied[],
): MessageMail {
  const from = { email: mail.fromEmail, name: mail.fromName };
  const inCopy = copied.find((each) => each.email === from.email && each.seq < seq);
  return {
    from,
    copied: mail.recipients,
    keysDisagree: mail.keysDisagree,
    wasInCopy: author.by === 'other' && inCopy !== undefined,
    ...{ subject: mail.subject, forms: mail.forms, answerTo: mail.answerTo },
    mayRepeat: earlier && { conversationId: earlier.conversationId, at: earlier.at.toISOString() },
  };
}
