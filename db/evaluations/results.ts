import { and, asc, eq, sql } from 'drizzle-orm';
import type { Came, Expected } from '../../domain/evaluations/expectation.ts';
import type { TrialSettings } from '../../domain/evaluations/trial.ts';
import type { EvaluationId, ProjectId, TestQuestionId } from '../../domain/ids.ts';
import type { Turn } from '../../domain/knowledge/turn.ts';
import type { Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { evaluationResults, evaluations, testQuestions } from '../schema/schema.ts';
import { stillLeft } from './evaluations.ts';
import { expectedIn } from './test-questions.ts';

/** A run that goes on; null: it has ended, or is gone. */
export async function findRunning(
  db: Queryable,
  id: EvaluationId,
): Promise<{ id: EvaluationId; projectId: ProjectId; settings: TrialSettings } | null> {
  const [row] = await db.select().from(evaluations).where(eq(evaluations.id, id));
  return row && row.endedAt === null ? row : null;
}

/** What a run asks next. */
export async function nextTests(
  db: Queryable,
  evaluation: { id: EvaluationId; projectId: ProjectId },
  most: number,
): Promise<{ id: TestQuestionId; turns: Turn[]; expected: Expected }[]> {
  const rows = await db
    .select()
    .from(testQuestions)
    .where(stillLeft(evaluation))
    .orderBy(asc(testQuestions.createdAt), asc(testQuestions.id))
    .limit(most);
  return rows.map(({ id, turns, ...row }) => ({ id, turns, expected: expectedIn(row) }));
}

/** Once for each question of a run, and for none that was deleted meanwhile. */
export async function recordResult(
  tx: Queryable,
  result: {
    projectId: ProjectId;
    evaluationId: EvaluationId;
    testId: TestQuestionId;
    came: Came;
    passed: boolean;
    answer: string;
  },
): Promise<void> {
  const here = and(eq(testQuestions.projectId, result.projectId), eq(testQuestions.id, result.testId));
  if ((await tx.select({ id: testQuestions.id }).from(testQuestions).where(here).for('share')).length === 0)
    return;
  await tx.insert(evaluationResults).values(result).onConflictDoNothing();
  await notify(tx, { kind: 'evaluations', projectId: result.projectId });
}

export interface EvaluationResult {
  testId: TestQuestionId;
  came: Came;
  passed: boolean;
  answer: string;
  /** How it did in the other run; null: it was not in it. */
  passedBefore: boolean | null;
}

/** What came of each question of a run, held against another run. */
export async function listResults(
  db: Queryable,
  { projectId, id, before }: { projectId: ProjectId; id: EvaluationId; before: EvaluationId | null },
): Promise<EvaluationResult[]> {
  const { testId, came, passed, answer } = evaluationResults;
  const passedBefore = sql<boolean | null>`(select other.passed from evaluation_results as other
    where other.evaluation_id = ${before} and other.project_id = ${projectId}
      and other.test_id = "evaluation_results"."test_id")`;
  return db
    .select({ testId, came, passed, answer, passedBefore })
    .from(evaluationResults)
    .where(and(eq(evaluationResults.projectId, projectId), eq(evaluationResults.evaluationId, id)))
    .orderBy(asc(evaluationResults.createdAt), asc(evaluationResults.testId));
}
