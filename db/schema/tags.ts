import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, smallint, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ProjectId, TagId } from '../../domain/ids.ts';
import { createdAt } from './base/columns.ts';
import { projects } from './base/team.ts';

/** Conversations carry ids alone: another name or colour is one row, and so is a merge. */
export const tags = pgTable(
  'tags',
  {
    id: text().$type<TagId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** One of six; see `--hue-1` to `--hue-6`. */
    hue: smallint().notNull(),
    /** The tag it stands for since they were merged; never one that is merged itself. */
    mergedInto: text().$type<TagId>(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (table) => [
    unique().on(table.projectId, table.id),
    uniqueIndex('tags_name')
      .on(table.projectId, sql`lower(${table.name})`)
      .where(sql`${table.mergedInto} is null`),
    index().on(table.mergedInto),
    foreignKey({
      columns: [table.projectId, table.mergedInto],
      foreignColumns: [table.projectId, table.id],
    }).onDelete('cascade'),
    check('tag_hue', sql`${table.hue} between 1 and 6`),
  ],
);
