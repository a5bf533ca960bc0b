import { Context } from '@temporalio/activity';

/** A worker is gone once three of these did not come. */
const HEARTBEAT_MS = 1_000;

/** Tells Temporal that this worker lives, and hears from it that nobody wants the rest. */
export async function whileAlive<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const heartbeat = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
  try {
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(heartbeat);
  }
}
