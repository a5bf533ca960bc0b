import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { AgentId, AgentMailId, ConversationId, ProjectId, TestMailId } from '../../domain/ids.ts';
import type { MailEnvelope } from '../../domain/mail/address/mail-envelope.ts';
import type { SenderVerdict } from '../../domain/message.ts';
import { createdAt, json, time } from './base/columns.ts';
import { inConversation } from './base/conversations.ts';
import { agents, projects } from './base/team.ts';

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
