import {
  CancellationScope,
  allHandlersFinished,
  condition,
  continueAsNew,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../../activities/activities.ts';
import {
  isAtWork,
  newCrawl,
  readNow,
  untilNext,
  type CrawlStart,
  type CrawlState,
} from '../../domain/knowledge/sources/crawl-state.ts';
import { queueOf } from '../../domain/task-queues.ts';
import { handleCommands } from './crawl-commands.ts';

export type CrawlInput = { start: CrawlStart } | { state: CrawlState };

/** A batch of pages is three events; replaying so many takes well under a second. */
const EVENTS_PER_RUN = 500;

/** A source that nobody reads again lies still for so long before its workflow ends; a command starts it again. */
const KEPT_AT_REST = '1 day';

/** How a source is read: begun, batch by batch, ended; paused, resumed and stopped by people; and begun again by the clock. */
export async function crawl(input: CrawlInput): Promise<void> {
  const state = 'state' in input ? input.state : newCrawl(input.start);
  handleCommands(state);
  const work = activitiesOf();
  for (;;) {
    setCurrentDetails(`${state.paused ? 'paused' : state.phase}, reading ${state.reading}`);
    if (isAtWork(state)) await readUntilTold(state, work);
    else if (!(await rest(state, work))) return;
    if (workflowInfo().historyLength > EVENTS_PER_RUN) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof crawl>({ state });
    }
  }
}

type Work = ReturnType<typeof activitiesOf>;

/**
 * Reading is slow and polite, and may be done again at any moment: which pages are read stands in the database. A worker that
 * was killed is missed after three heartbeats.
 */
function activitiesOf() {
  return proxyActivities<Pick<Activities, 'beginReading' | 'readPages' | 'endReading' | 'noteCrawl'>>({
    taskQueue: queueOf(workflowInfo().taskQueue, 'reading'),
    startToCloseTimeout: '5 minutes',
    heartbeatTimeout: '6 seconds',
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
  });
}

/** One batch; whoever pauses or stops need not wait for its end. */
async function readUntilTold(state: CrawlState, work: Work): Promise<void> {
  const { sourceId, reading } = state;
  const scope = new CancellationScope();
  const batch = scope.run(async () => {
    await work.beginReading({ sourceId, reading });
    const { left, waitMs } = await work.readPages({ sourceId, reading });
    if (waitMs > 0) await sleep(waitMs);
    return left;
  });
  const told = condition(() => !isAtWork(state) || state.reading !== reading).then(() => 'told' as const);
  try {
    const left = await Promise.race([batch, told]);
    if (left === 'told') scope.cancel();
    const remaining = left === 'told' ? await batch : left;
    if (remaining === 0) await end(state, work);
  } catch (error) {
    if (!isCancellation(error)) throw error;
  }
}

async function end(state: CrawlState, work: Work): Promise<void> {
  const { sourceId, reading } = state;
  await work.endReading({ sourceId, reading });
  if (state.reading === reading) state.phase = 'resting';
}

/** @returns false when nobody wants anything of it for a day: it ends. */
async function rest(state: CrawlState, work: Work): Promise<boolean> {
  const { sourceId, reading, paused, schedule } = state;
  const known = await work.noteCrawl({ sourceId, reading, paused: paused && state.phase === 'reading' });
  if (known === 'gone') return false;
  const changed = () => isAtWork(state) || state.paused !== paused || state.schedule !== schedule;
  const next = untilNext(state);
  if (state.phase === 'reading') await condition(changed);
  else if (next === null) return condition(changed, KEPT_AT_REST);
  else if (!(await condition(changed, next))) readNow(state);
  return true;
}
