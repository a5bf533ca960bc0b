import { beginEvaluation, countLeft, endEvaluation, runsNightly } from '../../db/evaluations/evaluations.ts';
import { findRunning, nextTests, recordResult } from '../../db/evaluations/results.ts';
import type { EvaluationStart } from '../../domain/evaluations/evaluation.ts';
import { isAsExpected, whatCame, type Came } from '../../domain/evaluations/expectation.ts';
import { nextNight } from '../../domain/evaluations/next-night.ts';
import type { Trial, TrialOutcome } from '../../domain/evaluations/trial.ts';
import type { EvaluationId, ProjectId } from '../../domain/ids.ts';
import { shorten } from '../../domain/text/shorten.ts';
import { whileAlive } from '../heartbeat/while-alive.ts';
import { askTrial, type TrialDependencies } from './ask-trial.ts';

/** What it takes to ask the assistant for the team's sake. */
export interface EvaluationDependencies extends TrialDependencies {
  /** When a project's tests run next; a test does not wait for the night. */
  nextNight?: typeof nextNight;
}

/** A batch is short, so that a page sees how far it is, and its workflow has few events. */
const BATCH_TESTS = 20;
const BATCH_MS = 60_000;
/** Characters of an answer that a list of results shows. */
const MAX_KEPT_ANSWER = 500;

export interface EvaluationActivities {
  askTrial(trial: Trial): Promise<TrialOutcome>;
  beginEvaluation(start: EvaluationStart): Promise<'begun' | 'unwanted'>;
  /** Asks some of the questions that have no result yet. @returns how many are left. */
  runTests(about: { id: EvaluationId }): Promise<{ left: number }>;
  endEvaluation(about: { id: EvaluationId }): Promise<void>;
  /** When a project's tests run next, ISO 8601; null: not by themselves. */
  whenNightly(about: { projectId: ProjectId; now: string }): Promise<string | null>;
}

export function createEvaluationActivities(deps: EvaluationDependencies): EvaluationActivities {
  const { db } = deps;
  return {
    askTrial: (trial) => whileAlive((signal) => askTrial(deps, trial, signal)),
    beginEvaluation: async (start) => ((await beginEvaluation(db, start)) ? 'begun' : 'unwanted'),
    runTests: ({ id }) => whileAlive((signal) => runSome(deps, id, signal)),
    endEvaluation: ({ id }) => endEvaluation(db, id),
    whenNightly: async ({ projectId, now }) => {
      const project = await runsNightly(db, projectId);
      return project?.nightly ? (deps.nextNight ?? nextNight)(now, project.timeZone) : null;
    },
  };
}

async function runSome(
  deps: EvaluationDependencies,
  id: EvaluationId,
  signal: AbortSignal,
): Promise<{ left: number }> {
  const { db } = deps;
  const evaluation = await findRunning(db, id);
  if (!evaluation) return { left: 0 };
  const { projectId, settings } = evaluation;
  const until = Date.now() + BATCH_MS;
  for (const { id: testId, turns, expected } of await nextTests(db, evaluation, BATCH_TESTS)) {
    if (Date.now() > until) break;
    signal.throwIfAborted();
    const outcome = await askTrial(deps, { projectId, settings, turns }, signal);
    const came = cameOf(outcome);
    const answer = 'answer' in outcome ? shorten(outcome.answer.text, MAX_KEPT_ANSWER) : '';
    const passed = isAsExpected(expected, came);
    await recordResult(db, { projectId, evaluationId: id, testId, came, passed, answer });
  }
  return { left: await countLeft(db, evaluation) };
}

const cameOf = (outcome: TrialOutcome): Came =>
  'answer' in outcome ? whatCame(outcome.answer) : { kind: 'failed', problem: outcome.problem };
