import { foreignKey, index, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { ComparisonEnd, Difference, SideAnswer } from '../../../domain/evaluations/comparison.ts';
import type { TrialSettings } from '../../../domain/evaluations/trial.ts';
import type { ComparisonId, MessageId, ProjectId } from '../../../domain/ids.ts';
import { createdAt, json, time } from '../base/columns.ts';
import { projects } from '../base/team.ts';
import { answers } from './answers.ts';

/** Real questions asked again: as customers are answered now, and in another way. */
export const comparisons = pgTable(
  'comparisons',
  {
    id: text().$type<ComparisonId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    settings: json().$type<TrialSettings>().notNull(),
    /** Null: it goes on. */
    endState: text().$type<ComparisonEnd>(),
    endedAt: time(),
    createdAt: createdAt(),
  },
  (table) => [unique().on(table.projectId, table.id), index().on(table.projectId, table.createdAt)],
);

/** One question of one, by the answer that it really got: erased with its conversation. */
export const comparisonQuestions = pgTable(
  'comparison_questions',
  {
    projectId: text().$type<ProjectId>().notNull(),
    comparisonId: text().$type<ComparisonId>().notNull(),
    /** What was split off keeps its evidence under another id. */
    answerId: text()
      .$type<MessageId>()
      .notNull()
      .references(() => answers.messageId, { onDelete: 'cascade', onUpdate: 'cascade' }),
    /** Newest first. */
    position: integer().notNull(),
    /** Null: not asked yet. */
    live: json().$type<SideAnswer>(),
    other: json().$type<SideAnswer>(),
    /** Once both sides are there. */
    difference: text().$type<Difference>(),
  },
  (table) => [
    primaryKey({ columns: [table.comparisonId, table.answerId] }),
    index().on(table.answerId),
    foreignKey({
      columns: [table.projectId, table.comparisonId],
      foreignColumns: [comparisons.projectId, comparisons.id],
    }).onDelete('cascade'),
  ],
);
