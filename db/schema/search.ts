import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AgentId, ConversationId, ProjectId, ViewId } from '../../domain/ids.ts';
import type { InboxSort } from '../../domain/search/inbox-query.ts';
import { createdAt, tsvector } from './base/columns.ts';
import { inConversation } from './base/conversations.ts';
import { agents, projects } from './base/team.ts';

/**
 * What a search finds of a conversation: the words of each message, and under 0 its subject, folded as words are compared.
 * Beside the messages, because those change with every delivery, and each change would be indexed again. Triggers keep it, so
 * that no road to a message's words forgets it, an erasing least of all.
 */
export const searchableWords = pgTable(
  'searchable_words',
  {
    projectId: text().$type<ProjectId>().notNull(),
    conversationId: text().$type<ConversationId>().notNull(),
    seq: integer().notNull(),
    words: text().notNull(),
    /** Whole words, and pairs of characters of scripts that write without spaces. */
    lexemes: tsvector()
      .notNull()
      .generatedAlwaysAs(sql`search_lexemes(words)`),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.seq] }),
    inConversation(table).onDelete('cascade'),
    // A short list of what came lately: every search reads all of it, and whoever fills it sorts it in.
    index('searchable_words_parts')
      .using('gin', table.words.op('gin_trgm_ops'))
      .with({ gin_pending_list_limit: 256 }),
    index('searchable_words_lexemes').using('gin', table.lexemes).with({ gin_pending_list_limit: 256 }),
  ],
);

/** A filter of the inbox that somebody keeps. */
export const views = pgTable(
  'views',
  {
    id: text().$type<ViewId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    agentId: text()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    lane: text().notNull(),
    /** As `printSearch` writes it. */
    search: text().notNull(),
    sort: text().$type<InboxSort>().notNull(),
    /** Whether the whole team has it. */
    shared: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.projectId, table.createdAt)],
);
