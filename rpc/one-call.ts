import type { Client } from '@temporalio/client';
import type { z } from 'zod';
import { forgetRun } from './forget-runs.ts';

/** Calls that a workflow answers and keeps nothing of: what goes in and what comes out, by name. */
export type CallShapes = {
  readonly [name: string]: { input: z.ZodType; output: z.ZodType };
};

/** What the workflow of a call is started with. */
export type CallOf<S extends CallShapes> = {
  [Name in keyof S & string]: { name: Name; input: z.output<S[Name]['input']> };
}[keyof S & string];

export type Calls<S extends CallShapes> = <Name extends keyof S & string>(
  name: Name,
  input: z.output<S[Name]['input']>,
  /** `id` names the workflow; `signal` ends it before its deadline. */
  options: { id: string; signal?: AbortSignal | undefined },
) => Promise<z.output<S[Name]['output']>>;

interface CallOptions<S extends CallShapes> {
  client: Client;
  shapes: S;
  workflowType: string;
  taskQueue: string;
  /** In milliseconds, for each call. */
  deadlines: { readonly [Name in keyof S]: number };
  /** What the caller of a failed call hears. */
  asError: (error: unknown) => unknown;
  /** What they hear when nobody answered in time. */
  late: () => Error;
}

/**
 * Starts a workflow for each call and waits for its answer. One that nobody waits for any more is deleted at once; those that ended
 * are deleted by whoever calls `forgetEnded` from time to time: no history keeps what was asked.
 */
export function createCalls<S extends CallShapes>(options: CallOptions<S>): Calls<S> {
  const { client, shapes, workflowType, taskQueue, deadlines, asError, late } = options;
  return async (name, input, { id, signal }) => {
    const milliseconds = deadlines[name];
    const started = client.workflow.start(workflowType, {
      workflowId: id,
      taskQueue,
      args: [{ name, input }],
      workflowExecutionTimeout: milliseconds,
    });
    let goesOn = true;
    try {
      const handle = await started;
      const result = handle.result().finally(() => (goesOn = false));
      const answer: unknown = await until<unknown>(result, { milliseconds, signal, late });
      return shapes[name]?.output.parse(answer) as never;
    } catch (error) {
      throw asError(error);
    } finally {
      if (goesOn)
        void started
          .then((run) => forgetRun({ client }, { workflowId: id, runId: run.firstExecutionRunId }))
          .catch(() => undefined);
    }
  };
}

async function until<Answer>(
  answer: Promise<Answer>,
  {
    milliseconds,
    signal,
    late,
  }: { milliseconds: number; signal: AbortSignal | undefined; late: () => Error },
): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const given = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), milliseconds);
    if (signal?.aborted) reject(late());
    signal?.addEventListener('abort', () => reject(late()), { once: true });
  });
  try {
    return await Promise.race([answer, given]);
  } finally {
    clearTimeout(timer);
    void answer.catch(() => undefined);
    void given.catch(() => undefined);
  }
}
