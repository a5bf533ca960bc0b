import { sql } from 'drizzle-orm';
import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { AgentId, ProjectId, SavedReplyId } from '../../domain/ids.ts';
import type { MacroAct } from '../../domain/saved-replies/saved-reply.ts';
import { createdAt, json } from './base/columns.ts';
import { agents, projects } from './base/team.ts';

/** Texts that agents insert into replies, and what a macro does besides. */
export const savedReplies = pgTable(
  'saved_replies',
  {
    id: text().$type<SavedReplyId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** Whose own it is; null: the whole team's. */
    ownerId: text()
      .$type<AgentId>()
      .references(() => agents.id, { onDelete: 'cascade' }),
    authorId: text()
      .$type<AgentId>()
      .references(() => agents.id, { onDelete: 'set null' }),
    name: text().notNull(),
    text: text().notNull(),
    language: text(),
    acts: json().$type<MacroAct[]>().notNull().default([]),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (table) => [
    uniqueIndex('saved_reply_names').on(
      table.projectId,
      sql`coalesce(${table.ownerId}, '')`,
      sql`lower(${table.name})`,
    ),
    index().on(table.ownerId),
    index().on(table.authorId),
  ],
);
