import type * as workflows from '../../workflows/workflows.ts';
import { forgetEnded, type Forgetting } from '../../rpc/forget-runs.ts';

/** Workflows that serve one call, and were told a customer's words for it. */
const CALLS = ['assist', 'assistantTrial'] satisfies (keyof typeof workflows)[];

/** Temporal keeps nothing of what agents asked of the assistant, also where the api was killed while they waited. */
export const forgetCalls = (deps: Forgetting, taskQueue: string): Promise<number> =>
  forgetEnded(deps, { workflowTypes: CALLS, taskQueue });
