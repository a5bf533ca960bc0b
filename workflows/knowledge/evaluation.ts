import {
  continueAsNew,
  executeChild,
  isCancellation,
  log,
  proxyActivities,
  setCurrentDetails,
  sleep,
  uuid4,
} from '@temporalio/workflow';
import type { Activities } from '../../activities/activities.ts';
import type { EvaluationWorkflows } from '../../domain/evaluations/evaluation-workflows.ts';
import { evaluationWorkflowId, type EvaluationStart } from '../../domain/evaluations/evaluation.ts';
import { AS_LIVE, type TrialOutcome } from '../../domain/evaluations/trial.ts';
import type { EvaluationId } from '../../domain/ids.ts';

/** A night is some ten events. */
const NIGHTS_PER_RUN = 50;

/** Somebody looks at the page: what does not come within a minute and a half is not waited for. */
const { askTrial } = proxyActivities<Pick<Activities, 'askTrial'>>({
  startToCloseTimeout: '80 seconds',
  scheduleToCloseTimeout: '90 seconds',
  heartbeatTimeout: '3 seconds',
  retry: { initialInterval: '100 milliseconds', maximumAttempts: 2 },
});

/**
 * What has a result stands in the database, so a batch may be begun again at any moment. A worker that was killed is missed after
 * three heartbeats.
 */
const work = proxyActivities<
  Pick<Activities, 'beginEvaluation' | 'runTests' | 'endEvaluation' | 'whenNightly'>
>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '6 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** One question of an admin's, asked as a customer would. */
export async function assistantTrial(
  ...[trial]: Parameters<EvaluationWorkflows['assistantTrial']>
): Promise<TrialOutcome> {
  return askTrial(trial);
}

/** All test questions of a project, once each, however often a worker is killed meanwhile. */
export async function evaluation(...[start]: Parameters<EvaluationWorkflows['evaluation']>): Promise<void> {
  const { id } = start;
  if ((await work.beginEvaluation(start)) === 'unwanted') return;
  try {
    for (let left = 1; left > 0;) {
      ({ left } = await work.runTests({ id }));
      setCurrentDetails(`${left} left`);
    }
  } finally {
    // Also what the database refuses for good ends: nobody watches it run for ever.
    await work.endEvaluation({ id });
  }
}

/** The same every night, until nobody wants it any more. */
export async function nightlyEvaluations(
  ...[about]: Parameters<EvaluationWorkflows['nightlyEvaluations']>
): Promise<void> {
  const { projectId } = about;
  for (let night = 0; night < NIGHTS_PER_RUN; night++) {
    const now = Date.now();
    const at = await work.whenNightly({ projectId, now: new Date(now).toISOString() });
    if (at === null) return;
    setCurrentDetails(`next at ${at}`);
    await sleep(Math.max(0, Date.parse(at) - now));
    const start: EvaluationStart = { id: newEvaluationId(), projectId, why: 'nightly', settings: AS_LIVE };
    try {
      await executeChild(evaluation, { workflowId: evaluationWorkflowId(start.id), args: [start] });
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.warn('a nightly run failed', { error });
    }
  }
  await continueAsNew<typeof nightlyEvaluations>({ projectId });
}

/** From the workflow's own generator: the same when it is replayed. */
const newEvaluationId = (): EvaluationId => `evl_${uuid4().replaceAll('-', '').slice(0, 16)}`;
