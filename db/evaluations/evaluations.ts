import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import {
  runBefore,
  tallyOf,
  type EvaluationReason,
  type EvaluationStart,
  type Tally,
} from '../../domain/evaluations/evaluation.ts';
import type { TrialSettings } from '../../domain/evaluations/trial.ts';
import type { EvaluationId, ProjectId, TestQuestionId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { evaluationResults, evaluations, projects, testQuestions } from '../schema/schema.ts';

/** One run of all test questions, as a list shows it. */
export interface EvaluationRow extends Tally {
  id: EvaluationId;
  why: EvaluationReason;
  settings: TrialSettings;
  at: string;
  /** Null: it goes on. */
  endedAt: string | null;
  /** What it is held against; null: nothing. */
  before: EvaluationId | null;
}

/** How far back a project sees. */
const SHOWN = 30;

/** Begins a run, once. @returns false when its project is gone, or wants no nightly runs any more. */
export async function beginEvaluation(tx: Queryable, start: EvaluationStart): Promise<boolean> {
  const { projectId, why } = start;
  const wanted = and(
    eq(projects.id, projectId),
    isNull(projects.deletingAt),
    why === 'nightly' ? projects.testsNightly : undefined,
  );
  if ((await tx.$count(projects, wanted)) === 0) return false;
  const { id, settings } = start;
  await tx.insert(evaluations).values({ id, projectId, why, settings }).onConflictDoNothing();
  await notify(tx, { kind: 'evaluations', projectId });
  return true;
}

export async function endEvaluation(tx: Queryable, id: EvaluationId): Promise<void> {
  const [ended] = await tx
    .update(evaluations)
    .set({ endedAt: sql`coalesce(${evaluations.endedAt}, now())` })
    .where(eq(evaluations.id, id))
    .returning({ projectId: evaluations.projectId });
  if (ended) await notify(tx, { kind: 'evaluations', projectId: ended.projectId });
}

/** Newest first, each with how it did. */
export async function listEvaluations(db: Queryable, projectId: ProjectId): Promise<EvaluationRow[]> {
  const rows = await db
    .select()
    .from(evaluations)
    .where(eq(evaluations.projectId, projectId))
    .orderBy(desc(evaluations.createdAt), desc(evaluations.id))
    .limit(SHOWN);
  const passed = await passedIn(
    db,
    rows.map(({ id }) => id),
  );
  const none = new Map<TestQuestionId, boolean>();
  const all = rows.map(({ id, why, settings, createdAt, endedAt }) => ({
    ...{ id, why, settings, at: createdAt.toISOString() },
    endedAt: endedAt?.toISOString() ?? null,
  }));
  return all.map((run) => {
    const before = runBefore(all, run.id)?.id ?? null;
    const tally = tallyOf(passed.get(run.id) ?? none, before && (passed.get(before) ?? none));
    return { ...run, ...tally, before };
  });
}

async function passedIn(db: Queryable, ids: EvaluationId[]) {
  const { evaluationId, testId, passed } = evaluationResults;
  const rows =
    ids.length === 0
      ? []
      : await db
          .select({ evaluationId, testId, passed })
          .from(evaluationResults)
          .where(inArray(evaluationId, ids));
  const all = new Map<EvaluationId, Map<TestQuestionId, boolean>>();
  for (const row of rows) {
    const of = all.get(row.evaluationId) ?? new Map<TestQuestionId, boolean>();
    all.set(row.evaluationId, of.set(row.testId, row.passed));
  }
  return all;
}

/** Whether a project's test questions run every night; null: there is no such project. */
export async function runsNightly(db: Queryable, projectId: ProjectId) {
  const [row] = await db
    .select({ nightly: projects.testsNightly, hours: projects.businessHours })
    .from(projects)
    .where(and(eq(projects.id, projectId), isNull(projects.deletingAt)));
  return row ? { nightly: row.nightly, timeZone: row.hours?.timeZone ?? 'UTC' } : null;
}

/** @returns whether that changes anything. */
export async function setNightly(tx: Queryable, projectId: ProjectId, nightly: boolean): Promise<boolean> {
  const rows = await tx
    .update(projects)
    .set({ testsNightly: nightly })
    .where(and(eq(projects.id, projectId), sql`${projects.testsNightly} <> ${nightly}`))
    .returning({ id: projects.id });
  await notify(tx, { kind: 'evaluations', projectId });
  return rows.length > 0;
}

/** How many of its questions a run has still to ask. */
export const countLeft = (db: Queryable, evaluation: { id: EvaluationId; projectId: ProjectId }) =>
  db.$count(testQuestions, stillLeft(evaluation));

/** Those that were there when it began and have no result of it. */
export const stillLeft = ({ id, projectId }: { id: EvaluationId; projectId: ProjectId }) =>
  and(
    eq(testQuestions.projectId, projectId),
    sql`${testQuestions.createdAt} <= (select created_at from evaluations where id = ${id})`,
    sql`not exists (select 1 from evaluation_results where evaluation_id = ${id} and test_id = ${testQuestions.id})`,
  );
