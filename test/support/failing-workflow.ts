import { condition, defineUpdate, setHandler, workflowInfo } from '@temporalio/workflow';

/** Real time, in milliseconds, in which every workflow task of it fails. */
const FAILING_MS = 500;

const takeOver = defineUpdate<string>('takeOver');

/**
 * A conversation whose workflow tasks fail at first, as a real one's does when a command arrives just as it continues as
 * new: the server then refuses the command with `WorkflowNotReady`.
 */
export async function conversation(): Promise<void> {
  setHandler(takeOver, () => 'taken over');
  const { startTime, unsafe } = workflowInfo();
  if (unsafe.now() < startTime.getTime() + FAILING_MS) throw new Error('Not yet.');
  await condition(() => false);
}
