import { Context } from '@temporalio/activity';

/** Tells Temporal that this worker lives and hears of cancellation; the activity's heartbeat timeout is three times this. */
const HEARTBEAT_MS = 1_000;

/** Beats until `end`, and stops whoever listens when the activity is cancelled or abandoned. */
export function stopSignal() {
  const controller = new AbortController();
  const context = Context.current();
  const heartbeat = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
  const stop = {
    signal: controller.signal,
    abandoned: false,
    abandon: () => {
      stop.abandoned = true;
      controller.abort();
    },
    end: () => {
      clearInterval(heartbeat);
      context.cancellationSignal.removeEventListener('abort', cancelled);
    },
  };
  const cancelled = () => controller.abort(context.cancellationSignal.reason);
  context.cancellationSignal.addEventListener('abort', cancelled);
  return stop;
}
