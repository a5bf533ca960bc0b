import { boolean, foreignKey, index, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { Came, OUTCOME_KINDS } from '../../../domain/evaluations/expectation.ts';
import type { EvaluationReason } from '../../../domain/evaluations/evaluation.ts';
import type { TrialSettings } from '../../../domain/evaluations/trial.ts';
import type {
  ArticleId,
  ConversationId,
  EvaluationId,
  ProjectId,
  TestQuestionId,
} from '../../../domain/ids.ts';
import type { Turn } from '../../../domain/knowledge/turn.ts';
import { conversations } from '../base/conversations.ts';
import { createdAt, json, time } from '../base/columns.ts';
import { projects } from '../base/team.ts';
import { articles } from '../knowledge/knowledge.ts';

const projectId = () =>
  text()
    .$type<ProjectId>()
    .notNull()
    .references(() => projects.id, { onDelete: 'cascade' });

/** What the assistant is tested with. */
export const testQuestions = pgTable(
  'test_questions',
  {
    id: text().$type<TestQuestionId>().primaryKey(),
    projectId: projectId(),
    /** Oldest first; the last is the question. */
    turns: json().$type<Turn[]>().notNull(),
    expected: text().$type<(typeof OUTCOME_KINDS)[number]>().notNull(),
    /** Null: another outcome is expected, or the article was deleted. */
    articleId: text()
      .$type<ArticleId>()
      .references(() => articles.id, { onDelete: 'set null' }),
    /** Where it was really asked: erased with that. */
    conversationId: text()
      .$type<ConversationId>()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.projectId, table.id),
    index().on(table.projectId, table.createdAt),
    index().on(table.conversationId),
    index().on(table.articleId),
  ],
);

/** One run of all of a project's test questions. */
export const evaluations = pgTable(
  'evaluations',
  {
    id: text().$type<EvaluationId>().primaryKey(),
    projectId: projectId(),
    why: text().$type<EvaluationReason>().notNull(),
    settings: json().$type<TrialSettings>().notNull(),
    createdAt: createdAt(),
    /** Null: it goes on. */
    endedAt: time(),
  },
  (table) => [unique().on(table.projectId, table.id), index().on(table.projectId, table.createdAt)],
);

/** What came of one question in one run: written once. */
export const evaluationResults = pgTable(
  'evaluation_results',
  {
    projectId: text().$type<ProjectId>().notNull(),
    evaluationId: text().$type<EvaluationId>().notNull(),
    testId: text().$type<TestQuestionId>().notNull(),
    came: json().$type<Came>().notNull(),
    passed: boolean().notNull(),
    /** What was answered, shortened. */
    answer: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.evaluationId, table.testId] }),
    index().on(table.testId),
    foreignKey({
      columns: [table.projectId, table.evaluationId],
      foreignColumns: [evaluations.projectId, evaluations.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.projectId, table.testId],
      foreignColumns: [testQuestions.projectId, testQuestions.id],
    }).onDelete('cascade'),
  ],
);
