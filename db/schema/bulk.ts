import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import type { BulkItem, BulkRefusal, Given } from '../../domain/bulk/bulk.ts';
import type { AgentId, BulkId, ProjectId } from '../../domain/ids.ts';
import { createdAt, json, time } from './base/columns.ts';
import { agents, projects } from './base/team.ts';

/** Acts on many conversations, until they are through and can no longer be undone. Whoever carries one out may die at any moment. */
export const bulkActs = pgTable(
  'bulk_acts',
  {
    id: text().$type<BulkId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    agentId: text()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    given: json().$type<Given>().notNull(),
    items: json().$type<BulkItem[]>().notNull(),
    /** The act that this one undoes, with the items of that one. */
    undoes: text().$type<BulkId>(),
    /** So many of the items are through, refused ones too. */
    done: integer().notNull().default(0),
    refused: json().$type<BulkRefusal[]>().notNull().default([]),
    /** It was undone before it was through: the rest stays as it is. */
    stopped: boolean().notNull().default(false),
    /** Until then a process is at it. */
    heldUntil: time(),
    createdAt: createdAt(),
    finishedAt: time(),
  },
  (table) => [
    unique().on(table.undoes),
    index('bulk_acts_unfinished')
      .on(table.createdAt)
      .where(sql`finished_at is null`),
    index().on(table.projectId),
    index().on(table.agentId),
  ],
);
