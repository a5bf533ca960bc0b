import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { MailEnvelope } from '../../../domain/mail/address/mail-envelope.ts';
import type { AutomaticPurpose } from '../../../domain/mail/writing/automatic-budget.ts';
import type {
  AgentId,
  ConversationId,
  DeliveryId,
  EmailId,
  MessageId,
  ProjectId,
} from '../../../domain/ids.ts';
import type {
  Audience,
  Author,
  Channel,
  Citation,
  ConversationEvent,
  DeliveryState,
  MessageKind,
} from '../../../domain/message.ts';
import { createdAt, json, time } from './columns.ts';
import { inConversation } from './conversations.ts';

export const messages = pgTable(
  'messages',
  {
    id: text().$type<MessageId>().primaryKey(),
    projectId: text().$type<ProjectId>().notNull(),
    conversationId: text().$type<ConversationId>().notNull(),
    seq: integer().notNull(),
    /** The conversation's revision when this message last changed. */
    revision: integer().notNull(),
    kind: text().$type<MessageKind>().notNull(),
    channel: text().$type<Channel>().notNull(),
    audience: text().$type<Audience>().notNull(),
    author: json().$type<Author>().notNull(),
    text: text().notNull(),
    citations: json().$type<Citation[]>().notNull().default([]),
    event: json().$type<ConversationEvent>(),
    /** Why the assistant asked for a person together with this answer: a retried draft must not forget it. */
    escalationReason: text(),
    emailId: text().$type<EmailId>(),
    /** Of a copy: the message as it was first said, and the conversation it was said in. */
    originId: text().$type<MessageId>(),
    originConversationId: text().$type<ConversationId>(),
    /** The moves that brought this copy here, oldest first. */
    moves: text().$type<MessageId>().array().notNull().default([]),
    /** The moves that brought it were undone. */
    withdrawn: boolean().notNull().default(false),
    /** False for what was said where this conversation's visitor did not take part. */
    forVisitor: boolean().notNull().default(true),
    /** The conversation it was split off into, and the command that did so. */
    movedTo: text().$type<ConversationId>(),
    movedBy: text().$type<MessageId>(),
    /** The newest delivery that carries this message. */
    deliveryId: text()
      .$type<DeliveryId>()
      .references((): AnyPgColumn => deliveries.id, { onDelete: 'set null' }),
    readInChat: boolean().notNull().default(false),
    /** Who gets this reply by mail besides the customer. */
    cc: text().array().notNull().default([]),
    /** The same, seen by none of the others. */
    bcc: text().array().notNull().default([]),
    /** Of a note that went to somebody outside: the message it sent on. */
    forwards: text().$type<MessageId>(),
    /** Colleagues whom this note told of itself. */
    mentions: text().array().$type<AgentId[]>().notNull().default([]),
    createdAt: time().notNull(),
  },
  (table) => [
    index().on(table.originId),
    unique().on(table.conversationId, table.seq),
    index().on(table.conversationId, table.revision),
    index().on(table.deliveryId),
    inConversation(table).onDelete('cascade'),
    check('message_seq', sql`${table.seq} > 0`),
  ],
);

/** Beside the messages, because each names the other. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: text().$type<DeliveryId>().primaryKey(),
    projectId: text().$type<ProjectId>().notNull(),
    conversationId: text().$type<ConversationId>().notNull(),
    /** The first message it carries. */
    messageId: text()
      .$type<MessageId>()
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    state: text().$type<DeliveryState>().notNull().default('pending'),
    /** Frozen before the first try: whatever happens later, a retry sends these very bytes. */
    envelope: json().$type<MailEnvelope>().notNull(),
    /** The mail's own Message-ID header, without angle brackets. */
    rfcMessageId: text().notNull().unique(),
    /** The provider's id of the accepted mail. */
    providerId: text(),
    /** In words, for agents. */
    reason: text(),
    attempts: integer().notNull().default(0),
    /** Why it is sent, when no human wrote it: what the budgets count. */
    automatic: text().$type<AutomaticPurpose>(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (table) => [
    index().on(table.conversationId, table.createdAt),
    index('automatic_deliveries')
      .on(table.createdAt)
      .where(sql`${table.automatic} is not null`),
    index().on(table.messageId),
    inConversation(table).onDelete('cascade'),
  ],
);
