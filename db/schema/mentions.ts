import { foreignKey, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AgentId, ConversationId, MessageId, ProjectId } from '../../domain/ids.ts';
import { inConversation } from './base/conversations.ts';
import { messages } from './base/messages.ts';
import { memberships } from './base/team.ts';

/** Whom a note mentioned and who has not said anything in its conversation since. */
export const mentions = pgTable(
  'mentions',
  {
    projectId: text().$type<ProjectId>().notNull(),
    conversationId: text().$type<ConversationId>().notNull(),
    agentId: text().$type<AgentId>().notNull(),
    messageId: text()
      .$type<MessageId>()
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.agentId] }),
    index().on(table.projectId, table.agentId, table.conversationId),
    index().on(table.conversationId, table.agentId),
    inConversation(table).onDelete('cascade'),
    foreignKey({
      columns: [table.projectId, table.agentId],
      foreignColumns: [memberships.projectId, memberships.agentId],
    }).onDelete('cascade'),
  ],
);
