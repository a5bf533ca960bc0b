import { setTimeout } from 'node:timers/promises';
import type { Database } from '../../db/connection/database.ts';
import { beginEvaluation, listEvaluations, type EvaluationRow } from '../../db/evaluations/evaluations.ts';
import { listResults } from '../../db/evaluations/results.ts';
import { listTestQuestions, type TestQuestion } from '../../db/evaluations/test-questions.ts';
import { articleTitles } from '../../db/knowledge/article-titles.ts';
import { changeOf } from '../../domain/evaluations/evaluation.ts';
import { AS_LIVE } from '../../domain/evaluations/trial.ts';
import { newId, type EvaluationId, type ProjectId } from '../../domain/ids.ts';
import { previewOf } from '../../domain/text/preview.ts';
import type { EvaluationGateway } from '../gateway/evaluation-gateway.ts';
import type { Ran } from './codes.ts';
import { printResults, type Printed } from './print-results.ts';

interface EvalDependencies {
  db: Database;
  evaluations: EvaluationGateway;
  say(line: string): void;
  /** Where it is no part of what was asked for. */
  remark(line: string): void;
  /** Milliseconds without a result after which nobody waits; a test does not wait that long. */
  quietMs?: number;
}

const QUIET = 'Nothing comes any more: is the worker running? The run goes on once it does.';
const ASK_AGAIN_MS = 500;
/** In milliseconds: above all tries of the slowest model at one question. Nothing comes any more, and a pipeline need not wait. */
const QUIET_MS = 5 * 60_000;

/** Runs all test questions of a project and waits. */
export async function runEvals(
  deps: EvalDependencies,
  projectId: ProjectId,
  { json }: { json: boolean },
): Promise<Ran> {
  const questions = await listTestQuestions(deps.db, projectId);
  if (questions.length === 0) {
    deps.remark('This project has no test questions. Save some on the page Assistant.');
    return 'notRun';
  }
  const id = newId('evl');
  const start = { id, projectId, why: 'asked', settings: AS_LIVE } as const;
  await deps.evaluations.begin(start);
  await beginEvaluation(deps.db, start);
  const run = await untilEnded(deps, projectId, id);
  if (!run) return 'notRun';
  const printed = await printedOf(deps.db, { projectId, run, questions });
  const { total, passed, better, worse } = run;
  if (json) deps.say(JSON.stringify({ id, total, passed, better, worse, results: printed }));
  else printResults(deps.say, run, printed);
  return passed === total && total > 0 ? 'passed' : 'failed';
}

/** Characters of a question that a line has room for. */
const SHOWN_QUESTION = 60;

async function printedOf(
  db: Database,
  { projectId, run, questions }: { projectId: ProjectId; run: EvaluationRow; questions: TestQuestion[] },
): Promise<Printed[]> {
  const results = await listResults(db, { projectId, id: run.id, before: run.before });
  const ids = results.flatMap(({ came }) => (came.kind === 'article' ? came.articleIds : []));
  const titles = await articleTitles(db, { projectId, ids });
  return results.map(({ testId, passed, passedBefore, came }) => {
    const asked = questions.find((each) => each.id === testId);
    const { expected = { kind: 'unknown' } as const, title = null } = asked ?? {};
    const articleId = expected.kind === 'article' ? expected.articleId : null;
    const articleIds = came.kind === 'article' ? came.articleIds : [];
    return {
      ...{ id: testId, question: previewOf(asked?.turns.at(-1)?.text ?? '', SHOWN_QUESTION) },
      ...{ expected: expected.kind, expectedArticle: articleId && { id: articleId, title } },
      came: came.kind === 'failed' ? came.problem : came.kind,
      cameArticles: articleIds.map((each) => ({ id: each, title: titles.get(each) ?? null })),
      ...{ passed, change: changeOf(passed, passedBefore) },
    };
  });
}

async function untilEnded(
  { db, remark, quietMs = QUIET_MS }: EvalDependencies,
  projectId: ProjectId,
  id: EvaluationId,
): Promise<EvaluationRow | null> {
  let [asked, since] = [0, Date.now()];
  for (;;) {
    const run = (await listEvaluations(db, projectId)).find((each) => each.id === id);
    if (!run) throw new Error('The project is gone.');
    if (run.endedAt !== null) return run;
    if (run.total > asked) [asked, since] = [run.total, Date.now()];
    if (Date.now() - since > quietMs) {
      remark(`${QUIET} ${asked} of the questions have an answer.`);
      return null;
    }
    await setTimeout(ASK_AGAIN_MS);
  }
}
