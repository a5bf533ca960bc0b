import { endComparison } from '../../db/evaluations/comparisons.ts';
import {
  countUncompared,
  findComparing,
  nextToCompare,
  recordSide,
  type QuestionToCompare,
} from '../../db/evaluations/comparison-questions.ts';
import { readAsked } from '../../db/evaluations/said-before.ts';
import { sideAnswerOf, SIDES } from '../../domain/evaluations/comparison.ts';
import { AS_LIVE, type TrialSettings } from '../../domain/evaluations/trial.ts';
import type { ComparisonId, ProjectId } from '../../domain/ids.ts';
import { shorten } from '../../domain/text/shorten.ts';
import { whileAlive } from '../heartbeat/while-alive.ts';
import { askTrial, type TrialDependencies } from './ask-trial.ts';

/** A batch is short, so that a workflow sees how far it is, and has few events. */
const BATCH_QUESTIONS = 20;
const BATCH_MS = 60_000;
/** Characters of an answer that are kept. */
const MAX_KEPT_ANSWER = 4_000;

export interface ComparisonActivities {
  /** Asks some of the questions that were not asked yet. @returns how many are left; none once nobody wants more. */
  compareQuestions(about: { id: ComparisonId }): Promise<{ left: number }>;
  endComparison(about: { id: ComparisonId }): Promise<void>;
}

export function createComparisonActivities(deps: TrialDependencies): ComparisonActivities {
  const { db } = deps;
  return {
    compareQuestions: ({ id }) => whileAlive((signal) => compareSome(deps, id, signal)),
    endComparison: async ({ id }) => {
      const end = (await countUncompared(db, id)) === 0 ? 'done' : 'broken';
      await endComparison(db, { id, end });
    },
  };
}

async function compareSome(
  deps: TrialDependencies,
  id: ComparisonId,
  signal: AbortSignal,
): Promise<{ left: number }> {
  const { db } = deps;
  const until = Date.now() + BATCH_MS;
  for (const question of await nextToCompare(db, id, BATCH_QUESTIONS)) {
    if (Date.now() > until) break;
    signal.throwIfAborted();
    const comparing = await findComparing(db, id);
    if (!comparing) return { left: 0 };
    if (!(await askBothSides(deps, { comparing, question, signal }))) {
      await endComparison(db, { id, end: 'ceiling' });
      return { left: 0 };
    }
  }
  return { left: await countUncompared(db, id) };
}

/** What has an answer is not asked again. @returns false: today's ceiling is reached. */
async function askBothSides(
  deps: TrialDependencies,
  {
    comparing: { id, projectId, settings },
    question,
    signal,
  }: {
    comparing: { id: ComparisonId; projectId: ProjectId; settings: TrialSettings };
    question: QuestionToCompare;
    signal: AbortSignal;
  },
): Promise<boolean> {
  const asked = await readAsked(deps.db, question);
  const { answerId } = question;
  const sides = SIDES.filter((side) => !question[side]).map(async (side) => {
    const how = side === 'live' ? AS_LIVE : settings;
    const outcome = await askTrial(deps, { projectId, settings: how, ...asked }, signal);
    if ('problem' in outcome && outcome.isCeiling) return false;
    const answer = sideAnswerOf(outcome);
    const kept = { ...answer, text: shorten(answer.text, MAX_KEPT_ANSWER) };
    await recordSide(deps.db, { id, answerId, side, answer: kept });
    return true;
  });
  return (await Promise.all(sides)).every(Boolean);
}
