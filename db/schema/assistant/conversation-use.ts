import { bigint, date, doublePrecision, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ConversationId, DraftId, ProjectId } from '../../../domain/ids.ts';
import { inConversation } from '../base/conversations.ts';

/** What the assistant spent on a conversation, by day (UTC): a visitor's day is the sum over all that are theirs. */
export const conversationUse = pgTable(
  'conversation_use',
  {
    projectId: text().$type<ProjectId>().notNull(),
    conversationId: text().$type<ConversationId>().notNull(),
    day: date().notNull(),
    turns: integer().notNull().default(0),
    tokens: bigint({ mode: 'number' }).notNull().default(0),
    /** US dollars, as far as a price is known. */
    money: doublePrecision().notNull().default(0),
    /** The draft that was counted last: a second try of it is no second turn. */
    draftId: text().$type<DraftId>(),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.day] }),
    inConversation(table).onDelete('cascade'),
  ],
);
