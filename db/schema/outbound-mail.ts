import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { AutomaticPurpose } from '../../domain/automatic-budget.ts';
import type {
  AgentId,
  AgentMailId,
  ConversationId,
  DeliveryId,
  MessageId,
  ProjectId,
  TestMailId,
} from '../../domain/ids.ts';
import type { MailEnvelope } from '../../domain/mail-envelope.ts';
import type { DeliveryState, SenderVerdict } from '../../domain/message.ts';
import { createdAt, json, time } from './columns.ts';
import { inConversation } from './conversations.ts';
import { messages } from './messages.ts';
import { agents, projects } from './team.ts';

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
    envelope: json().$type<MailEnvelope>().notNull(),
    /** In words. */
    reason: text(),
    createdAt: createdAt(),
    /** Answers that come later are kept in quarantine. */
    expiresAt: time().notNull(),
  },
  (table) => [
    index().on(table.conversationId, table.agentId, table.seq),
    inConversation(table).onDelete('cascade'),
  ],
);

export type AgentMailState = 'pending' | 'sending' | 'sent' | 'failed' | 'unknown';

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
