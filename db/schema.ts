import { relations, sql } from 'drizzle-orm';
import {
  boolean,
  check,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import type { AutomaticPurpose } from '../domain/automatic-budget.ts';
import type { Escalation, Status } from '../domain/conversation.ts';
import type {
  AgentId,
  AgentMailId,
  ArticleId,
  AttachmentId,
  ConversationId,
  CustomerId,
  DeliveryId,
  DraftId,
  EmailId,
  MessageId,
  PassageId,
  ProjectId,
  TestMailId,
  VisitorId,
} from '../domain/ids.ts';
import type {
  Audience,
  Author,
  Channel,
  Citation,
  ConversationEvent,
  DeliveryState,
  MachineMailKind,
  MessageKind,
  SenderVerdict,
} from '../domain/message.ts';
import type { MailEnvelope } from '../domain/mail-envelope.ts';
import type { Merged } from '../domain/move.ts';
import type { Outgoing } from '../domain/outgoing.ts';
import type { Person } from '../domain/parse-people.ts';
import type { QuarantineReason } from '../domain/quarantine.ts';
import type { MailPolicy, NotifyByMail, PageContext, SuppressionReason } from '../domain/views.ts';

const time = () => timestamp({ withTimezone: true, mode: 'date' });
const createdAt = () => time().notNull().defaultNow();
const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

// ─── The team ────────────────────────────────────────────────────────────────

/** Also better-auth's `user`: an agent is the only kind of user there is. */
export const agents = pgTable('agents', {
  id: text().$type<AgentId>().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean().notNull().default(false),
  image: text(),
  /** Markdown, below every mail the agent writes. */
  signature: text(),
  /** When to tell them of customers' messages by mail. */
  notifyByMail: text().$type<NotifyByMail>().notNull().default('away'),
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
  /** The name in From, `{agent}` standing for the agent's own; null: the agent's and the project's. */
  senderName: text(),
  /** Null: the installation's default. */
  model: text(),
  systemPrompt: text(),
  /** How long a reply can be taken back. */
  undoSeconds: integer().notNull().default(5),
  /** Whether a reply that the visitor read in the chat is mailed all the same. */
  mailPolicy: text().$type<MailPolicy>().notNull().default('always'),
  /** Whether what the assistant says to a customer's mail is mailed. */
  assistantAnswersMail: boolean().notNull().default(false),
  /** Whether a mail that waits for a person is acknowledged. */
  acknowledgesMail: boolean().notNull().default(false),
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

/** Further addresses of a customer, each because an agent said so. */
export const customerAddresses = pgTable(
  'customer_addresses',
  {
    customerId: text()
      .$type<CustomerId>()
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    /** Folded as mail addresses are compared. */
    email: text().notNull(),
    confirmedBy: text()
      .$type<AgentId>()
      .references(() => agents.id),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.email] })],
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
    /** Replies that can still be taken back, and mails that wait: for agents only. */
    outgoing: jsonb().$type<Outgoing>(),
    chatOnly: boolean().notNull().default(false),
    /** How far the visitor has read in the chat. */
    visitorReadSeq: integer().notNull().default(0),
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
    /** The newest delivery that carries this message. */
    deliveryId: text()
      .$type<DeliveryId>()
      .references((): AnyPgColumn => deliveries.id, { onDelete: 'set null' }),
    readInChat: boolean().notNull().default(false),
    /** Who gets this reply by mail besides the customer. */
    cc: text().array().notNull().default([]),
    createdAt: time().notNull(),
  },
  (table) => [
    index().on(table.originId),
    unique().on(table.conversationId, table.seq),
    index().on(table.conversationId, table.revision),
    index().on(table.deliveryId),
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

/** Who wants to hear of a conversation besides its assignee, who always does. */
export const watches = pgTable(
  'watches',
  {
    projectId: text().$type<ProjectId>().notNull(),
    conversationId: text().$type<ConversationId>().notNull(),
    agentId: text()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
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
    /** The first message it carries. */
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
    foreignKey({
      columns: [table.projectId, table.conversationId],
      foreignColumns: [conversations.projectId, conversations.id],
    }).onDelete('cascade'),
  ],
);

/** Addresses that get no mail until an agent says so. */
export const suppressions = pgTable(
  'suppressions',
  {
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** Lower case. */
    email: text().notNull(),
    reason: text().$type<SuppressionReason>().notNull(),
    /** The provider's words. */
    detail: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.email] })],
);
/** Mail to agents, and what an answer to each may do: its id is half of the token. */
export const agentMails = pgTable(
  'agent_mails',
  {
    id: text().$type<AgentMailId>().primaryKey(),
    projectId: text().$type<ProjectId>().notNull(),
    conversationId: text().$type<ConversationId>().notNull(),
    agentId: text()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    /** The newest message when it was written. */
    seq: integer().notNull(),
    /** `unknown`: the provider did not say. It is not sent again: nothing automatic may arrive twice. */
    state: text().$type<AgentMailState>().notNull().default('pending'),
    /** Frozen before the first try. */
    envelope: jsonb().$type<MailEnvelope>().notNull(),
    /** In words. */
    reason: text(),
    createdAt: createdAt(),
    /** Answers that come later are kept in quarantine. */
    expiresAt: time().notNull(),
  },
  (table) => [
    index().on(table.conversationId, table.agentId, table.seq),
    foreignKey({
      columns: [table.projectId, table.conversationId],
      foreignColumns: [conversations.projectId, conversations.id],
    }).onDelete('cascade'),
  ],
);

export type AgentMailState = 'pending' | 'sending' | 'sent' | 'failed' | 'unknown';

export const inboundEmails = pgTable(
  'inbound_emails',
  {
    id: text().$type<EmailId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    conversationId: text().$type<ConversationId>(),
    /** The mail to an agent that this one answers; null for everybody else's mail. */
    agentMailId: text()
      .$type<AgentMailId>()
      .references(() => agentMails.id, { onDelete: 'set null' }),
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
    /** To and Cc as written. */
    recipients: jsonb().$type<Person[]>().notNull().default([]),
    /** Its address and its other keys name different conversations; the address won. */
    keysDisagree: boolean().notNull().default(false),
    /** The agent who forwarded it; the sender is then the one of the forwarded mail. */
    forwardedBy: text()
      .$type<AgentId>()
      .references(() => agents.id),
    /** What that agent wrote above it. */
    forwardedWith: text(),
    /** The provider's JSON as it came, but for the content of attachments, which lies in their own table. */
    payload: jsonb().notNull(),
    /** Whether `payload` holds the raw mail, so that nobody has to read it to know. */
    hasSource: boolean().notNull().default(false),
    /** Null: accepted. */
    quarantine: text().$type<QuarantineReason>(),
    /** Who took it out of quarantine. */
    placedBy: text()
      .$type<AgentId>()
      .references(() => agents.id),
    ignoredAt: time(),
    ignoredBy: text()
      .$type<AgentId>()
      .references(() => agents.id),
    /** How many mails this row stands for besides itself. */
    more: integer().notNull().default(0),
    /** What kind of machine wrote it; null: a person. */
    machine: text().$type<MachineMailKind>(),
    /** When the conversation's workflow acknowledged it; null asks for the signal again. */
    signalledAt: time(),
    receivedAt: createdAt(),
  },
  (table) => [
    index().on(table.projectId, table.receivedAt),
    index().on(table.quarantine, table.receivedAt),
    foreignKey({
      columns: [table.projectId, table.conversationId],
      foreignColumns: [conversations.projectId, conversations.id],
    }),
  ],
);

/** A file of an arrived mail (`emailId`, in whatever conversation that lies) or of an agent's reply (`conversationId`, then `messageId`). */
export const attachments = pgTable(
  'attachments',
  {
    id: text().$type<AttachmentId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    emailId: text()
      .$type<EmailId>()
      .references(() => inboundEmails.id, { onDelete: 'cascade' }),
    conversationId: text()
      .$type<ConversationId>()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    /** Null while it is uploaded and not sent. */
    messageId: text()
      .$type<MessageId>()
      .references(() => messages.id, { onDelete: 'cascade' }),
    /** Its place among the files of its message. */
    position: integer().notNull().default(0),
    name: text().notNull(),
    contentType: text().notNull(),
    size: integer().notNull(),
    /** By which the mail's HTML names it, without angle brackets. */
    contentId: text(),
    inline: boolean().notNull().default(false),
    /** In hex. */
    sha256: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.emailId), index().on(table.messageId), index().on(table.conversationId)],
);

/** The bytes, apart and in pieces: no list reads them, and no process holds a whole file to write or to send it. */
export const attachmentPieces = pgTable(
  'attachment_pieces',
  {
    attachmentId: text()
      .$type<AttachmentId>()
      .notNull()
      .references(() => attachments.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    bytes: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.attachmentId, table.position] })],
);

/** Mails that a project sent to its own installation, to see them come back. */
export const testMails = pgTable(
  'test_mails',
  {
    id: text().$type<TestMailId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    sentAt: createdAt(),
    /** Why the provider did not take it, in words. */
    failure: text(),
    arrivedAt: time(),
    /** What the way back said about whose signature it carries. */
    verdict: text().$type<SenderVerdict>(),
  },
  (table) => [index().on(table.projectId, table.sentAt)],
);

/** Mail the webhook had missed, by the provider's id, once it was fetched: nothing is fetched twice, whatever it led to. */
export const fetchedMails = pgTable('fetched_mails', {
  providerId: text().primaryKey(),
  result: text().notNull(),
  fetchedAt: createdAt(),
});

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
  delivery: one(deliveries, { fields: [messages.deliveryId], references: [deliveries.id] }),
  email: one(inboundEmails, { fields: [messages.emailId], references: [inboundEmails.id] }),
}));

export const conversationRelations = relations(conversations, ({ one }) => ({
  customer: one(customers, { fields: [conversations.customerId], references: [customers.id] }),
  project: one(projects, { fields: [conversations.projectId], references: [projects.id] }),
}));
