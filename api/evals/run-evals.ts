import { setTimeout } from 'node:timers/promises';
import type { Database } from '../../db/connection/database.ts';
import { beginEvaluation, listEvaluations, type EvaluationRow } from '../../db/evaluations/evaluations.ts';
import { listResults } from '../../db/evaluations/results.ts';
import { listTestQuestions } from '../../db/evaluations/test-questions.ts';
import { changeOf } from '../../domain/evaluations/evaluation.ts';
import { AS_LIVE } from '../../domain/evaluations/trial.ts';
import { newId, type EvaluationId, type ProjectId } from '../../domain/ids.ts';
import { previewOf } from '../../domain/text/preview.ts';
import type { EvaluationGateway } from '../gateway/evaluation-gateway.ts';
import { printResults, type Printed } from './print-results.ts';

interface EvalDependencies {
  db: Database;
  evaluations: EvaluationGateway;
  say(line: string): void;
  /** Where it is no part of what was asked for. */
  remark(line: string): void;
}

const ASK_AGAIN_MS = 500;
/** In milliseconds: as long as nothing comes, somebody should look whether a worker runs. */
const QUIET_MS = 5 * 60_000;

/** Runs all test questions of a project and waits. @returns whether all came out as expected. */
export async function runEvals(
  deps: EvalDependencies,
  projectId: ProjectId,
  { json }: { json: boolean },
): Promise<boolean> {
  const questions = await listTestQuestions(deps.db, projectId);
  if (questions.length === 0) {
    deps.remark('This project has no test questions. Save some on the page Assistant.');
    return false;
  }
  const id = newId('evl');
  const start = { id, projectId, why: 'asked', settings: AS_LIVE } as const;
  await deps.evaluations.begin(start);
  await beginEvaluation(deps.db, start);
  const run = await untilEnded(deps, projectId, id);
  const results = await listResults(deps.db, { projectId, id, before: run.before });
  const printed: Printed[] = results.map(({ testId, passed, passedBefore, came }) => {
    const asked = questions.find((each) => each.id === testId);
    return {
      id: testId,
      question: previewOf(asked?.turns.at(-1)?.text ?? '', 60),
      expected: asked?.expected.kind ?? 'unknown',
      came: came.kind === 'failed' ? came.problem : came.kind,
      passed,
      change: changeOf(passed, passedBefore),
    };
  });
  if (json) deps.say(JSON.stringify({ id, total: run.total, passed: run.passed, results: printed }));
  else printResults(deps.say, run, printed);
  return run.passed === run.total && run.total > 0;
}

async function untilEnded(
  { db, remark }: EvalDependencies,
  projectId: ProjectId,
  id: EvaluationId,
): Promise<EvaluationRow> {
  let [asked, since] = [0, Date.now()];
  for (;;) {
    const run = (await listEvaluations(db, projectId)).find((each) => each.id === id);
    if (!run) throw new Error('The project is gone.');
    if (run.endedAt !== null) return run;
    if (run.total > asked) [asked, since] = [run.total, Date.now()];
    if (Date.now() - since > QUIET_MS) {
      remark('Nothing has come for five minutes. Is the worker running?');
      since = Date.now();
    }
    await setTimeout(ASK_AGAIN_MS);
  }
}
