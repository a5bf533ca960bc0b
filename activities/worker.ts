import {
  bundleWorkflowCode,
  DefaultLogger,
  Worker,
  type NativeConnection,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import { access } from 'node:fs/promises';
import type { Config } from '../config.ts';
import { queueOf, WORK, type Work } from '../domain/task-queues.ts';
import { projectFile } from '../project-file.ts';
import { registerSearchAttributes } from '../search-attributes.ts';
import { createActivities } from './activities.ts';
import type { Dependencies } from './dependencies.ts';
import { together, type Workers } from './transcript/together.ts';
import { keepWordsOut } from './transcript/words-stay-out.ts';

const workflowsPath = projectFile('workflows/workflows.ts');
const builtBundle = projectFile('dist/workflows/bundle.js');

/** A cached conversation costs some 256 KiB; an evicted one is replayed within half a second. */
const CACHED_CONVERSATIONS = 500;

/**
 * A conversation whose worker was killed waits this long for it before another one takes it up: a worker that lives
 * answers within milliseconds, and one that is only busy costs a replay.
 */
const STICKY_TIMEOUT = '1500 milliseconds';

/**
 * A draft waits for its model and costs a socket, so there may be many. Mail goes to one provider, which takes some
 * dozens at once. A transcript is written with one of ten connections to the database.
 */
const SLOTS: Record<Work, number> = { models: 200, mail: 40, transcript: 20 };

/**
 * A task holds its slot while a local activity of its conversation runs, at most 8 s (`workflows/activities.ts`). The SDK's
 * 40 are taken by as many conversations that hit a slow database at once; 100 threads of JavaScript cost nothing while
 * they wait, and more than ten statements at a time only queue for the pool.
 */
const WORKFLOW_TASKS = 100;
const LOCAL_ACTIVITIES = 100;

/** Long enough for a draft in flight to end on a deploy. */
const SHUTDOWN_GRACE = '20 seconds';
const SHUTDOWN_FORCE = '30 seconds';

const SHARED = {
  shutdownGraceTime: SHUTDOWN_GRACE,
  shutdownForceTime: SHUTDOWN_FORCE,
  /**
   * An abandoned draft hears of it within a second, and three of them fit into the time after which a worker is gone.
   * More often would be a write to Temporal's database for each of two hundred drafts.
   */
  maxHeartbeatThrottleInterval: '1 second',
  defaultHeartbeatThrottleInterval: '1 second',
} as const;

export async function createWorker(options: {
  connection: NativeConnection;
  temporal: Pick<Config['temporal'], 'namespace' | 'taskQueue'>;
  dependencies: Dependencies;
  /** How much is done at once, where a test wants to see what waits. */
  slots?: Partial<Record<Work, number>>;
}): Promise<Workers> {
  const { connection, dependencies, slots } = options;
  const { namespace, taskQueue } = options.temporal;
  await registerSearchAttributes(connection.operatorService, namespace);
  const shared = {
    connection,
    namespace,
    activities: createActivities(dependencies),
    interceptors: { activity: [keepWordsOut] },
    ...SHARED,
  };
  const conversations = Worker.create({
    ...shared,
    taskQueue,
    workflowBundle: await workflowBundle(),
    maxCachedWorkflows: CACHED_CONVERSATIONS,
    stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT,
    maxConcurrentWorkflowTaskExecutions: WORKFLOW_TASKS,
    maxConcurrentLocalActivityExecutions: LOCAL_ACTIVITIES,
    maxConcurrentActivityTaskExecutions: slots?.models ?? SLOTS.models,
  });
  const others = WORK.filter((work) => queueOf(taskQueue, work) !== taskQueue).map((work) =>
    Worker.create({
      ...shared,
      taskQueue: queueOf(taskQueue, work),
      maxConcurrentActivityTaskExecutions: slots?.[work] ?? SLOTS[work],
    }),
  );
  return together(await Promise.all([conversations, ...others]));
}

/** The bundle made by `npm run build`; tests and a fresh checkout bundle on the spot. */
async function workflowBundle(): Promise<WorkflowBundleOption> {
  const built = await access(builtBundle).then(
    () => true,
    () => false,
  );
  return built
    ? { codePath: builtBundle }
    : bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
}
