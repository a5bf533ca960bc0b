import { check, index, pgTable, text } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { AgentId, ConversationId, MessageId, ProjectId } from '../../domain/ids.ts';
import type { RatingRoad, Score } from '../../domain/ratings/rating.ts';
import { createdAt } from './base/columns.ts';
import { inConversation } from './base/conversations.ts';
import { messages } from './base/messages.ts';
import { agents } from './base/team.ts';

/** How a conversation was, as its customer says: once. The comment is the text of its message. */
export const ratings = pgTable(
  'ratings',
  {
    conversationId: text().$type<ConversationId>().primaryKey(),
    projectId: text().$type<ProjectId>().notNull(),
    messageId: text()
      .$type<MessageId>()
      .notNull()
      .unique()
      .references(() => messages.id, { onDelete: 'cascade' }),
    score: text().$type<Score>().notNull(),
    road: text().$type<RatingRoad>().notNull(),
    /** Who was responsible then; null: nobody. */
    agentId: text()
      .$type<AgentId>()
      .references(() => agents.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [
    index().on(table.projectId, table.createdAt),
    inConversation(table).onDelete('cascade'),
    check('rating_score', sql`${table.score} in ('good', 'okay', 'bad')`),
  ],
);
