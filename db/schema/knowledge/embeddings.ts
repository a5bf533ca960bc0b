import { foreignKey, integer, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core';
import type { ArticleId, ProjectId } from '../../../domain/ids.ts';
import { time } from '../base/columns.ts';
import { projects } from '../base/team.ts';
import { articles } from './knowledge.ts';

/** What passages mean, as a model's vectors of length 1. Known by what they say: a passage that is written anew keeps its own. */
export const passageEmbeddings = pgTable(
  'passage_embeddings',
  {
    projectId: text().$type<ProjectId>().notNull(),
    articleId: text().$type<ArticleId>().notNull(),
    hash: text().notNull(),
    model: text().notNull(),
    dimension: integer().notNull(),
    embedding: real().array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.model, table.articleId, table.hash] }),
    foreignKey({
      columns: [table.projectId, table.articleId],
      foreignColumns: [articles.projectId, articles.id],
    }).onDelete('cascade'),
  ],
);

/** How far a project's passages are embedded. */
export const projectEmbeddings = pgTable('project_embeddings', {
  projectId: text()
    .$type<ProjectId>()
    .primaryKey()
    .references(() => projects.id, { onDelete: 'cascade' }),
  /** Of the vectors that are whole and in use; null: none are yet. */
  model: text(),
  /** Of the docs they are of. */
  docsRevision: integer().notNull().default(-1),
  /** Grows whenever vectors are exchanged: the key of what is kept in memory. */
  version: integer().notNull().default(0),
  /** An endpoint that does not embed with that model is not asked again before then. */
  unavailableUntil: time(),
  unavailableFor: text(),
});
