import { foreignKey, index, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { Quirks } from '../../domain/assistant/quirks.ts';
import type { ArticleId, PassageId, ProjectId } from '../../domain/ids.ts';
import { createdAt, json } from './base/columns.ts';
import { projects } from './base/team.ts';

export const articles = pgTable(
  'articles',
  {
    id: text().$type<ArticleId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    title: text().notNull(),
    /** Markdown or plain text, as pasted. */
    text: text().notNull(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (table) => [unique().on(table.projectId, table.id), index().on(table.projectId, table.updatedAt)],
);

export const passages = pgTable(
  'passages',
  {
    id: text().$type<PassageId>().primaryKey(),
    projectId: text().$type<ProjectId>().notNull(),
    articleId: text().$type<ArticleId>().notNull(),
    position: integer().notNull(),
    heading: text(),
    text: text().notNull(),
  },
  (table) => [
    unique().on(table.articleId, table.position),
    foreignKey({
      columns: [table.projectId, table.articleId],
      foreignColumns: [articles.projectId, articles.id],
    }).onDelete('cascade'),
  ],
);

/** What an endpoint's refusals taught about one of its models: of the installation, not of a project. */
export const modelQuirks = pgTable(
  'model_quirks',
  {
    /** Its base address, without what may be secret in it. */
    endpoint: text().notNull(),
    model: text().notNull(),
    quirks: json().$type<Partial<Quirks>>().notNull(),
    updatedAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.endpoint, table.model] })],
);
