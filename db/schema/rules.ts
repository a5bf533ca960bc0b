import { boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AgentId, ConversationId, ProjectId, RuleId } from '../../domain/ids.ts';
import type { CallState } from '../../domain/rules/call.ts';
import type { RuleAct, RuleCondition, RuleWhen } from '../../domain/rules/rule.ts';
import { createdAt, json } from './base/columns.ts';
import { inConversation } from './base/conversations.ts';
import { agents, projects } from './base/team.ts';

/** What happens by itself in a project's conversations. */
export const rules = pgTable(
  'rules',
  {
    id: text().$type<RuleId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    isOn: boolean().notNull().default(false),
    when: json().$type<RuleWhen>().notNull(),
    conditions: json().$type<RuleCondition[]>().notNull().default([]),
    acts: json().$type<RuleAct[]>().notNull(),
    position: integer().notNull(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (table) => [index().on(table.projectId, table.position)],
);

/** Whom a rule gave a conversation, before its row says so: two that come at once do not both take the last place. */
export const ruleTurns = pgTable(
  'rule_turns',
  {
    projectId: text().$type<ProjectId>().notNull(),
    conversationId: text().$type<ConversationId>().notNull(),
    /** What the rule ran for: a message, or a silence. */
    trigger: text().notNull(),
    agentId: text()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.trigger] }),
    index().on(table.projectId, table.createdAt),
    inConversation(table).onDelete('cascade'),
  ],
);

/** Calls of webhooks by rules, each made once. */
export const ruleCalls = pgTable(
  'rule_calls',
  {
    /** Of the event that says that the rule ran. */
    id: text().primaryKey(),
    projectId: text().$type<ProjectId>().notNull(),
    conversationId: text().$type<ConversationId>().notNull(),
    state: text().$type<CallState>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.conversationId), inConversation(table).onDelete('cascade')],
);
