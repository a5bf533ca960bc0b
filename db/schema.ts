import { relations, sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Escalation, Status } from '../domain/conversation.ts';
import type {
  AgentId,
  ArticleId,
  ConversationId,
  CustomerId,
  DeliveryId,
  DraftId,
  EmailId,
  MessageId,
  PassageId,
  ProjectId,
  VisitorId,
} from '../domain/ids.ts';
import type {
  Audience,
  Author,
  Channel,
  Citation,
  ConversationEvent,
  DeliveryState,
  MessageKind,
  SenderVerdict,
} from '../domain/message.ts';
import type { MailEnvelope } from '../domain/mail-envelope.ts';
import type { Merged } from '../domain/move.ts';
import type { PageContext } from '../domain/views.ts';

const time = () => timestamp({ withTimezone: true, mode: 'date' });
const createdAt = () => time().notNull().defaultNow();

// ─── The team ────────────────────────────────────────────────────────────────

/** Also better-auth's `user`: an agent is the only kind of user there is. */
export const agents = pgTable('agents', {
  id: text().$type<AgentId>().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean().notNull().default(false),
  image: text(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
});

export const sessions = pgTable('sessions', {
  id: text().primaryKey(),
  token: text().notNull().unique(),
  userId: text()
    .$type<AgentId>()
    .notNull()
    .references(() => agents.id, { onDelete: 'cascade' }),
  expiresAt: time().notNull(),
  ipAddress: text(),
  userAgent: text(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
});

export const accounts = pgTable('accounts', {
  id: text().primaryKey(),
  accountId: text().notNull(),
  providerId: text().notNull(),
  userId: text()
    .$type<AgentId>()
    .notNull()
    .references(() => agents.id, { onDelete: 'cascade' }),
  accessToken: text(),
  refreshToken: text(),
  idToken: text(),
  accessTokenExpiresAt: time(),
  refreshTokenExpiresAt: time(),
  scope: text(),
  password: text(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
});

export const verifications = pgTable('verifications', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: time().notNull(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
});

export const projects = pgTable('projects', {
  id: text().$type<ProjectId>().primaryKey(),
  name: text().notNull(),
  /** Public: it stands in the script tag, names the project, and carries no right. */
  widgetKey: text().notNull().unique(),
  /** Origins that may show the widget; empty means any. */
  allowedOrigins: text().array().notNull().default([]),
  greeting: text().notNull(),
  /** The From of every mail, and where customers may write first. */
  supportAddress: text().notNull(),
  /** Null: the installation's default. */
  model: text(),
  systemPrompt: text(),
  /** Grows with every change of an article: the key of every cached index. */
  docsRevision: integer().notNull().default(0),
  createdAt: createdAt(),
});

export const memberships = pgTable(
  'memberships',
  {
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    agentId: text()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.agentId] }), index().on(table.agentId)],
);

// ─── The people helped ───────────────────────────────────────────────────────

export const customers = pgTable(
  'customers',
  {
    id: text().$type<CustomerId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** Lower case. */
    email: text().notNull(),
    name: text(),
    createdAt: createdAt(),
  },
  (table) => [unique().on(table.projectId, table.email), unique().on(table.projectId, table.id)],
);

export const visitors = pgTable(
  'visitors',
  {
    id: text().$type<VisitorId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** SHA-256 of the 256-bit session token, in hex. */
    tokenHash: text().notNull().unique(),
    createdAt: createdAt(),
    lastSeenAt: createdAt(),
  },
  (table) => [unique().on(table.projectId, table.id)],
);

// ─── Conversations ───────────────────────────────────────────────────────────

export const conversations = pgTable(
  'conversations',
  {
    id: text().$type<ConversationId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    visitorId: text().$type<VisitorId>(),
    customerId: text().$type<CustomerId>(),
    /** Where it began. */
    channel: text().$type<Channel>().notNull(),
    status: text().$type<Status>().notNull().default('open'),
    handlerBy: text().$type<'assistant' | 'agent'>().notNull().default('assistant'),
    handlerAgentId: text()
      .$type<AgentId>()
      .references(() => agents.id),
    assigneeId: text()
      .$type<AgentId>()
      .references(() => agents.id),
    escalation: jsonb().$type<Escalation>(),
    subject: text().notNull().default(''),
    page: jsonb().$type<PageContext>(),
    lastSeq: integer().notNull().default(0),
    revision: integer().notNull().default(0),
    /** The only draft whose answer may still be recorded. */
    draftId: text().$type<DraftId>(),
    /** The newest thing a person or the assistant said: what the list shows. */
    preview: text().notNull().default(''),
    lastMessageAt: createdAt(),
    /** Since when the customer waits for a human; null when they do not. */
    waitingSince: time(),
    /** Where it goes on since it was merged. */
    merged: jsonb().$type<Merged>(),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.projectId, table.id),
    index().on(table.projectId, table.status, table.lastMessageAt),
    index().on(table.visitorId),
    foreignKey({
      columns: [table.projectId, table.visitorId],
      foreignColumns: [visitors.projectId, visitors.id],
    }),
    foreignKey({
      columns: [table.projectId, table.customerId],
      foreignColumns: [customers.projectId, customers.id],
    }),
    check('conversation_status', sql`${table.status} in ('open', 'waiting', 'snoozed', 'closed')`),
  ],
);

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
    author: jsonb().$type<Author>().notNull(),
    text: text().notNull(),
    citations: jsonb().$type<Citation[]>().notNull().default([]),
    event: jsonb().$type<ConversationEvent>(),
    /** Why the assistant asked for a person together with this answer: a retried draft must not forget it. */
    escalationReason: text(),
    emailId: text().$type<EmailId>(),
    /** Of a copy: the message as it was first said, and the conversation it was said in. */
    originId: text().$type<MessageId>(),
    originConversationId: text().$type<ConversationId>(),
    /** The moves that brought this copy here, oldest first. */
    moves: text().$type<MessageId>().array().notNull().default([]),
    /** The moves that brought it were undone. */
    takenBack: boolean().notNull().default(false),
    /** False for what was said where this conversation's visitor did not take part. */
    forVisitor: boolean().notNull().default(true),
    /** The conversation it was split off into, and the command that did so. */
    movedTo: text().$type<ConversationId>(),
    movedBy: text().$type<MessageId>(),
    createdAt: time().notNull(),
  },
  (table) => [
    index().on(table.originId),
    unique().on(table.conversationId, table.seq),
    index().on(table.conversationId, table.revision),
    foreignKey({
      columns: [table.projectId, table.conversationId],
      foreignColumns: [conversations.projectId, conversations.id],
    }).onDelete('cascade'),
    check('message_seq', sql`${table.seq} > 0`),
  ],
);

/** How far an agent has read. */
export const reads = pgTable(
  'reads',
  {
    projectId: text().$type<ProjectId>().notNull(),
    conversationId: text().$type<ConversationId>().notNull(),
    agentId: text()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    seq: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.agentId] }),
    foreignKey({
      columns: [table.projectId, table.conversationId],
      foreignColumns: [conversations.projectId, conversations.id],
    }).onDelete('cascade'),
  ],
);

// ─── Mail ────────────────────────────────────────────────────────────────────

export const deliveries = pgTable(
  'deliveries',
  {
    id: text().$type<DeliveryId>().primaryKey(),
    projectId: text().$type<ProjectId>().notNull(),
    conversationId: text().$type<ConversationId>().notNull(),
    messageId: text()
      .$type<MessageId>()
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    state: text().$type<DeliveryState>().notNull().default('pending'),
    /** Frozen before the first try: whatever happens later, a retry sends these very bytes. */
    envelope: jsonb().$type<MailEnvelope>().notNull(),
    /** The mail's own Message-ID header, without angle brackets. */
    rfcMessageId: text().notNull().unique(),
    /** The provider's id of the accepted mail. */
    providerId: text(),
    /** In words, for agents. */
    reason: text(),
    attempts: integer().notNull().default(0),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (table) => [
    index().on(table.conversationId, table.createdAt),
    uniqueIndex().on(table.messageId),
    foreignKey({
      columns: [table.projectId, table.conversationId],
      foreignColumns: [conversations.projectId, conversations.id],
    }).onDelete('cascade'),
  ],
);

export type QuarantineReason =
  'no_match' | 'forged_reply_address' | 'unknown_conversation' | 'failed_sender' | 'no_sender' | 'automatic';

export const inboundEmails = pgTable(
  'inbound_emails',
  {
    id: text().$type<EmailId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    conversationId: text().$type<ConversationId>(),
    /** Postmark's id of the mail. */
    providerId: text().notNull().unique(),
    /** Message-ID header and sender: the same mail under a new provider id is still the same mail. */
    fingerprint: text().notNull().unique(),
    rfcMessageId: text(),
    fromEmail: text().notNull(),
    fromName: text().notNull(),
    subject: text().notNull(),
    /** The customer's own words. */
    replyText: text().notNull(),
    /** Everything the reply text left out: quotes, footers. */
    quotedText: text().notNull(),
    html: text(),
    verdict: text().$type<SenderVerdict>().notNull(),
    /** The provider's JSON as it came, attachments included, until attachments have a store of their own. */
    payload: jsonb().notNull(),
    /** Null: accepted. */
    quarantine: text().$type<QuarantineReason>(),
    /** When the conversation's workflow acknowledged it; null asks for the signal again. */
    signalledAt: time(),
    receivedAt: createdAt(),
  },
  (table) => [
    index().on(table.projectId, table.receivedAt),
    foreignKey({
      columns: [table.projectId, table.conversationId],
      foreignColumns: [conversations.projectId, conversations.id],
    }),
  ],
);

// ─── Knowledge ───────────────────────────────────────────────────────────────

export const articles = pgTable(
  'articles',
  {
    id: text().$type<ArticleId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    title: text().notNull(),
    /** Markdown or plain text, as pasted. */
    text: text().notNull(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (table) => [unique().on(table.projectId, table.id), index().on(table.projectId, table.updatedAt)],
);

export const passages = pgTable(
  'passages',
  {
    id: text().$type<PassageId>().primaryKey(),
    projectId: text().$type<ProjectId>().notNull(),
    articleId: text().$type<ArticleId>().notNull(),
    position: integer().notNull(),
    heading: text(),
    text: text().notNull(),
  },
  (table) => [
    unique().on(table.articleId, table.position),
    foreignKey({
      columns: [table.projectId, table.articleId],
      foreignColumns: [articles.projectId, articles.id],
    }).onDelete('cascade'),
  ],
);

export const messageRelations = relations(messages, ({ one }) => ({
  delivery: one(deliveries, { fields: [messages.id], references: [deliveries.messageId] }),
  email: one(inboundEmails, { fields: [messages.emailId], references: [inboundEmails.id] }),
}));

export const conversationRelations = relations(conversations, ({ one }) => ({
  customer: one(customers, { fields: [conversations.customerId], references: [customers.id] }),
  project: one(projects, { fields: [conversations.projectId], references: [projects.id] }),
}));
