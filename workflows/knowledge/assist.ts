import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/activities.ts';
import type { AssistAnswer, AssistCall } from '../../domain/contract/assist-shapes.ts';
import { turnOf } from '../queues/turn.ts';

/**
 * An agent waits for it and writes on meanwhile: past a minute nobody wants it any more. A worker that was killed is missed
 * after three heartbeats, and another one begins anew.
 */
const helping = proxyActivities<Pick<Activities, 'assist'>>({
  startToCloseTimeout: '50 seconds',
  scheduleToCloseTimeout: '55 seconds',
  heartbeatTimeout: '3 seconds',
  retry: { initialInterval: '100 milliseconds', backoffCoefficient: 2, maximumAttempts: 3 },
});

/** What an agent asked the assistant for, once. Nothing of it is recorded in the conversation. */
export async function assist(call: AssistCall): Promise<AssistAnswer> {
  return helping.assist.executeWithOptions(turnOf(call.input, 'models'), [call]);
}
