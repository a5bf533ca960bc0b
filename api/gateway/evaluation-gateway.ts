import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowIdConflictPolicy,
  type Client,
} from '@temporalio/client';
import type { Config } from '../../config.ts';
import { Refusal } from '../../domain/errors.ts';
import { comparisonWorkflowId } from '../../domain/evaluations/comparison.ts';
import {
  evaluationWorkflowId,
  nightlyWorkflowId,
  type EvaluationStart,
} from '../../domain/evaluations/evaluation.ts';
import type { EvaluationWorkflows } from '../../domain/evaluations/evaluation-workflows.ts';
import type { Trial, TrialOutcome } from '../../domain/evaluations/trial.ts';
import { newId, type ComparisonId, type ProjectId } from '../../domain/ids.ts';
import { asRefusal } from './gateway-errors.ts';

/** The road from the api to what is asked of the assistant for the team's sake. */
export interface EvaluationGateway {
  /** Waits for the answer. @throws Refusal `try_again` when none comes within 100 seconds. */
  ask(trial: Trial): Promise<TrialOutcome>;
  /** Begins a run; one that is begun already goes on. */
  begin(start: EvaluationStart): Promise<void>;
  /** Begins asking real questions again; what is begun already goes on. */
  compare(about: { id: ComparisonId; projectId: ProjectId }): Promise<void>;
  /** Sees to it that a project's tests run every night, as long as it wants that. */
  everyNight(projectId: ProjectId): Promise<void>;
}

/** Longer than its activity may take, shorter than a proxy's patience usually is with us. */
const TRIAL_DEADLINE = '100 seconds';

export function createEvaluationGateway(deps: {
  client: Client;
  temporal: Pick<Config['temporal'], 'taskQueue'>;
}): EvaluationGateway {
  const { client, temporal } = deps;
  const { taskQueue } = temporal;
  const once = {
    ...{ taskQueue, workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING },
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
  } as const;
  return {
    ask: (trial) => refusing(() => ask(client, trial, taskQueue)),
    begin: (start) =>
      refusing(async () => {
        await client.workflow
          .start<EvaluationWorkflows['evaluation']>('evaluation', {
            ...{ ...once, args: [start], workflowId: evaluationWorkflowId(start.id) },
            staticSummary: `Runs the test questions of ${start.projectId}`,
          })
          .catch(unlessEnded);
      }),
    compare: ({ id, projectId }) =>
      refusing(async () => {
        await client.workflow
          .start<EvaluationWorkflows['comparison']>('comparison', {
            ...{ ...once, args: [{ id }], workflowId: comparisonWorkflowId(id) },
            staticSummary: `Asks real questions of ${projectId} again`,
          })
          .catch(unlessEnded);
      }),
    everyNight: (projectId) =>
      refusing(async () => {
        await client.workflow.start<EvaluationWorkflows['nightlyEvaluations']>('nightlyEvaluations', {
          ...{ taskQueue, args: [{ projectId }], workflowId: nightlyWorkflowId(projectId) },
          workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
          staticSummary: `Runs the test questions of ${projectId} every night`,
        });
      }),
  };
}

/** It has run to its end already. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
}

/** What was asked may be a customer's words: Temporal keeps none of them for long, see `forgetCalls`. */
async function ask(client: Client, trial: Trial, taskQueue: string): Promise<TrialOutcome> {
  const workflowId = `trial/${newId('msg')}`;
  const handle = await client.workflow.start<EvaluationWorkflows['assistantTrial']>('assistantTrial', {
    ...{ taskQueue, workflowId, args: [trial], workflowExecutionTimeout: TRIAL_DEADLINE },
    staticSummary: 'A question from the playground',
  });
  try {
    return await handle.result();
  } catch (error) {
    throw error instanceof WorkflowFailedError ? new Refusal('try_again') : error;
  }
}

async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asRefusal(error);
  }
}
