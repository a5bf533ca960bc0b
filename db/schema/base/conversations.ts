import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import type { Escalation, Status } from '../../../domain/standing.ts';
import type { Merged } from '../../../domain/conversation/merged.ts';
import type { Outgoing } from '../../../domain/conversation/held-reply.ts';
import type {
  AgentId,
  ConversationId,
  CustomerId,
  DraftId,
  MessageId,
  ProjectId,
  TagId,
  VisitorId,
} from '../../../domain/ids.ts';
import type { Channel } from '../../../domain/message.ts';
import { PRIORITIES, type Priority } from '../../../domain/triage.ts';
import type { PageContext } from '../../../domain/inbox/views.ts';
import { createdAt, json, time } from './columns.ts';
import { customers, visitors } from './people.ts';
import { agents, projects } from './team.ts';

/** What the lanes of the inbox list, in the words of their indexes. A conversation is listed once something was said. */
export const LISTED = sql.raw('"conversations"."last_seq" > 0');
export const GENUINE = sql.raw(`not "conversations"."spam"`);
export const ATTENTION = sql.raw(
  `"conversations"."status" = 'open' and "conversations"."handler_by" = 'agent' and not "conversations"."spam"`,
);
export const UNASSIGNED = sql.raw(`"conversations"."assignee_id" is null`);
export const UNCLOSED = sql.raw(`"conversations"."status" <> 'closed'`);
export const AWAKE = sql.raw(
  `"conversations"."status" in ('open', 'waiting') and not "conversations"."spam"`,
);
export const ASSISTANTS = sql.raw(`"conversations"."handler_by" = 'assistant'`);
export const SPAM = sql.raw(`"conversations"."spam"`);

/** Who does not wait stands behind everybody who does. The index says it in the same words. */
export const waitingFrom = (table: { waitingSince: AnyPgColumn }) =>
  sql`coalesce(${table.waitingSince}, 'infinity')`;

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
    escalation: json().$type<Escalation>(),
    subject: text().notNull().default(''),
    page: json().$type<PageContext>(),
    lastSeq: integer().notNull().default(0),
    revision: integer().notNull().default(0),
    /** The only draft whose answer may still be recorded. */
    draftId: text().$type<DraftId>(),
    /** The customer's last words, or a stranger's before there are any; never the team's or the assistant's. */
    preview: text().notNull().default(''),
    /** Something in it has a file besides the pictures of a mail's own text. */
    hasFiles: boolean().notNull().default(false),
    lastMessageAt: createdAt(),
    /** Since when the customer waits for a human; null when they do not. */
    waitingSince: time(),
    /** Nobody took it in time: it stands on top of its lane until somebody does. */
    escalatedAgain: boolean().notNull().default(false),
    /** Where it goes on since it was merged. */
    merged: json().$type<Merged>(),
    /** Replies that can still be undone, and mails that wait: for agents only. */
    outgoing: json().$type<Outgoing>(),
    chatOnly: boolean().notNull().default(false),
    tags: text().array().$type<TagId[]>().notNull().default([]),
    priority: text().$type<Priority>().notNull().default('normal'),
    /** Null: it is not snoozed, or until the customer answers. */
    snoozedUntil: time(),
    spam: boolean().notNull().default(false),
    /** The subject that its thread of mails began with, since it was renamed; null: its own. */
    mailSubject: text(),
    /** How far the visitor has read in the chat. */
    visitorReadSeq: integer().notNull().default(0),
    /** When they last read further. */
    visitorReadAt: time(),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.projectId, table.id),
    index('conversations_all')
      .on(table.projectId, table.escalatedAgain, table.lastMessageAt, table.id)
      .where(sql`${LISTED} and ${GENUINE}`),
    index('conversations_by_status')
      .on(table.projectId, table.status, table.lastMessageAt, table.id)
      .where(sql`${LISTED} and ${GENUINE}`),
    index('conversations_attention')
      .on(table.projectId, table.escalatedAgain, table.lastMessageAt, table.id)
      .where(sql`${LISTED} and ${ATTENTION}`),
    index('conversations_assistant')
      .on(table.projectId, table.lastMessageAt, table.id)
      .where(sql`${LISTED} and ${AWAKE} and ${ASSISTANTS}`),
    index('conversations_mine')
      .on(table.projectId, table.assigneeId, table.lastMessageAt, table.id)
      .where(sql`${LISTED} and ${UNCLOSED}`),
    index('conversations_by_age').on(table.projectId, table.lastMessageAt, table.id).where(LISTED),
    index('conversations_by_wait').on(table.projectId, waitingFrom(table), table.id).where(LISTED),
    index('conversations_unassigned')
      .on(table.projectId, table.escalatedAgain, table.lastMessageAt, table.id)
      .where(sql`${LISTED} and ${ATTENTION} and ${UNASSIGNED}`),
    index('conversations_spam')
      .on(table.projectId, table.lastMessageAt, table.id)
      .where(sql`${LISTED} and ${SPAM}`),
    index('conversations_tags').using('gin', table.tags),
    index().on(table.visitorId),
    index().on(table.customerId),
    foreignKey({
      columns: [table.projectId, table.visitorId],
      foreignColumns: [visitors.projectId, visitors.id],
    }),
    foreignKey({
      columns: [table.projectId, table.customerId],
      foreignColumns: [customers.projectId, customers.id],
    }),
    check(
      'conversation_priority',
      sql`${table.priority} in (${sql.raw(PRIORITIES.map((each) => `'${each}'`).join(', '))})`,
    ),
    check('conversation_status', sql`${table.status} in ('open', 'waiting', 'snoozed', 'closed')`),
  ],
);

/** Ties a row to its conversation and to that conversation's project at once. */
export const inConversation = (table: { projectId: AnyPgColumn; conversationId: AnyPgColumn }) =>
  foreignKey({
    columns: [table.projectId, table.conversationId],
    foreignColumns: [conversations.projectId, conversations.id],
  });

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
    /** They want to come back to it: unread until they open it again, whoever spoke last. */
    markedUnread: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.agentId] }),
    inConversation(table).onDelete('cascade'),
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
    /** The merges that brought this wish from other conversations, and take it along when undone; empty: the agent’s own. */
    broughtBy: text().$type<MessageId>().array().notNull().default([]),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.agentId] }),
    inConversation(table).onDelete('cascade'),
  ],
);
