import {
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  type Client,
  type WorkflowHandle,
  type WorkflowStartOptions,
} from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import { isBetweenRuns } from './call-failure.ts';
import type { Checks } from './check-input.ts';
import type { Protocol } from './definition.ts';
import type { GatewayOf, Gateways } from './gateway.ts';

/** A continued workflow is ready again after one workflow task. */
const RUN_CHANGE_MS = 50;

export interface GatewayOptions<P extends Protocol> {
  client: Client;
  policy: P['policy'];
  checks: Checks<P['shapes']>;
  workflowType: string;
  workflowIdOf: (target: P['target']) => string;
  /** How the workflow starts that a message finds asleep. It may refuse, and nothing is sent. */
  startOf: (target: P['target'], messageId: string, known?: P['known']) => Promise<WorkflowStartOptions>;
  /** In milliseconds. An update also waits for a worker, which may have to load a cold workflow first. */
  deadlines: { signal: number; update: number };
  /** What the sender of a failed call hears. */
  asError: (error: unknown) => unknown;
}

/** One gateway for each caller. Who may send what is a matter of types; whoever got around them is stopped here. */
export function createGateways<P extends Protocol, By extends string>(
  callers: readonly By[],
  options: GatewayOptions<P>,
): Gateways<P, By> {
  const gateways = callers.map((caller) => [caller, createGateway(caller, options)]);
  return Object.fromEntries(gateways) as Gateways<P, By>;
}

function createGateway<P extends Protocol>(caller: string, options: GatewayOptions<P>): GatewayOf<P, string> {
  const { policy, checks, deadlines, workflowType, workflowIdOf, startOf } = options;
  const { workflow } = options.client;
  const mayCall = (kind: keyof P['policy'] & keyof Protocol['policy'], name: string) => {
    if (!policy[kind][name]?.callers.includes(caller)) throw new Error(`${name} is not for ${caller}.`);
  };
  const within = <Result>(ms: number, call: () => Promise<Result>) => withDeadline(options, ms, call);

  return {
    signal: async (name, target, input, known) => {
      mayCall('signals', name);
      const checked = checks.signal(name, input) as { id: string };
      const signalArgs: [unknown] = [checked];
      const start = { ...(await startOf(target, checked.id, known)), signal: name, signalArgs };
      await within(deadlines.signal, async () => {
        // Nearly always it runs, and hears of it for less than what it would start from costs to send.
        if (await heard(workflow.getHandle(start.workflowId), name, checked)) return;
        await workflow.signalWithStart<Workflow, [unknown]>(workflowType, start);
      });
    },
    signalRunning: async (name, target, input) => {
      mayCall('signals', name);
      const checked = checks.signal(name, input);
      const handle = workflow.getHandle(workflowIdOf(target));
      await within(deadlines.signal, () => handle.signal<[unknown]>(name, checked));
    },
    update: async (name, target, input, actor) => {
      mayCall('updates', name);
      const checked = checks.update(name, input) as { id: string };
      const start = {
        ...(await startOf(target, checked.id)),
        workflowIdConflictPolicy: 'USE_EXISTING' as const,
      };
      return within(deadlines.update, () =>
        workflow.executeUpdateWithStart(name, {
          args: [checked, actor],
          updateId: checked.id,
          // Good for one call each.
          startWorkflowOperation: new WithStartWorkflowOperation<Workflow>(workflowType, start),
        }),
      );
    },
    query: async (name, target) => {
      mayCall('queries', name);
      const handle = workflow.getHandle(workflowIdOf(target));
      return checks.answer(name, await within(deadlines.update, () => handle.query(name)));
    },
  };
}

/** @returns false when it does not run. */
async function heard(handle: WorkflowHandle, name: string, input: unknown): Promise<boolean> {
  try {
    await handle.signal<[unknown]>(name, input);
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** Asks again while the workflow changes its run; the id makes a repetition free. */
async function withDeadline<P extends Protocol, Result>(
  { client, asError }: GatewayOptions<P>,
  ms: number,
  call: () => Promise<Result>,
): Promise<Result> {
  const deadline = Date.now() + ms;
  try {
    return await client.withDeadline(deadline, () => betweenRuns(call, deadline));
  } catch (error) {
    throw asError(error);
  }
}

async function betweenRuns<Result>(call: () => Promise<Result>, deadline: number): Promise<Result> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isBetweenRuns(error) || Date.now() + RUN_CHANGE_MS > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, RUN_CHANGE_MS));
    }
  }
}
