import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import type { ConversationId, ParkedId, ProjectId } from '../../domain/ids.ts';
import type { ParkedState } from '../../domain/conversation/parked-entry.ts';
import type { Unit } from '../../domain/conversation/unit.ts';
import { createdAt, time } from './base/columns.ts';
import { inConversation } from './base/conversations.ts';

/** What was refused for good when it was recorded, kept apart until an admin decides; see `domain/conversation/parking.ts`. */
export const parkedEntries = pgTable(
  'parked_entries',
  {
    id: text().$type<ParkedId>().primaryKey(),
    projectId: text().$type<ProjectId>().notNull(),
    conversationId: text().$type<ConversationId>().notNull(),
    /** What it is, so that the same is never parked twice. */
    unitId: text().notNull(),
    kind: text().$type<Unit['kind']>().notNull(),
    /** JSON, but as text: whatever it holds, this column takes it as it came. */
    entry: text().notNull(),
    /** The words that an admin gave it instead. */
    edited: text(),
    /** Why it was refused, in the database's words. */
    error: text().notNull(),
    state: text().$type<ParkedState>().notNull().default('waiting'),
    attempts: integer().notNull().default(1),
    createdAt: createdAt(),
    settledAt: time(),
  },
  (table) => [
    unique().on(table.conversationId, table.unitId),
    index()
      .on(table.projectId, table.conversationId)
      .where(sql`${table.state} = 'waiting'`),
    inConversation(table).onDelete('cascade'),
    check('parked_state', sql`${table.state} in ('waiting', 'retrying', 'recorded', 'skipped')`),
  ],
);
