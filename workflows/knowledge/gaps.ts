import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/activities.ts';
import type { GapWorkflows } from '../../domain/knowledge/gaps/gap-workflows.ts';

/** Short, and done again at will until it is done: what comes of it stands in the database, also that a model failed. */
const work = proxyActivities<Pick<Activities, 'tryGap' | 'writeGapDraft'>>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '6 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});

/** Asks the questions of a gap again, after an article was published for it. */
export async function tryGap(...[about]: Parameters<GapWorkflows['tryGap']>): Promise<void> {
  await work.tryGap(about);
}

/** Lets a model turn an agent's reply into an article, for review. */
export async function writeGapDraft(...[about]: Parameters<GapWorkflows['writeGapDraft']>): Promise<void> {
  await work.writeGapDraft(about);
}
