import { condition, defineUpdate, setHandler, workflowInfo } from '@temporalio/workflow';

/** Real time, in milliseconds, within which a task that begins fails. */
const FAILING_MS = 500;

const takeOver = defineUpdate<string>('takeOver');

/**
 * A conversation whose first workflow task fails, as a real one's does when a command arrives just as it continues as
 * new: the server then refuses the command with `WorkflowNotReady`.
 */
export async function conversation(): Promise<void> {
  setHandler(takeOver, () => 'taken over');
  const { startTime, unsafe } = workflowInfo();
  const failsUntil = startTime.getTime() + FAILING_MS;
  const fails = unsafe.now() < failsUntil;
  // The next attempt begins late enough, so that one fails and the server has no reason to wait with another.
  while (unsafe.now() < failsUntil);
  if (fails) throw new Error('Not yet.');
  await condition(() => false);
}
