import proto from '@temporalio/proto';
import {
  bundleWorkflowCode,
  DefaultLogger,
  Worker,
  type NativeConnection,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { SEARCH_ATTRIBUTES } from '../domain/search-attributes.ts';
import { createActivities } from './activities.ts';
import type { Dependencies } from './dependencies.ts';
import { keepWordsOut } from './words-stay-out.ts';

const workflowsPath = fileURLToPath(new URL('../workflows/conversation.ts', import.meta.url));
const builtBundle = fileURLToPath(new URL('../dist/workflows/bundle.js', import.meta.url));

/** A cached conversation costs some 256 KiB; an evicted one is replayed within half a second. */
const CACHED_CONVERSATIONS = 500;

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

export async function createWorker(options: {
  connection: NativeConnection;
  temporal: Pick<Config['temporal'], 'namespace' | 'taskQueue'>;
  dependencies: Dependencies;
}): Promise<Worker> {
  const { connection, dependencies } = options;
  const { namespace, taskQueue } = options.temporal;
  await registerSearchAttributes(connection, namespace);
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle: await workflowBundle(),
    activities: createActivities(dependencies),
    interceptors: { activity: [keepWordsOut] },
    maxCachedWorkflows: CACHED_CONVERSATIONS,
    maxConcurrentWorkflowTaskExecutions: WORKFLOW_TASKS,
    maxConcurrentLocalActivityExecutions: LOCAL_ACTIVITIES,
    shutdownGraceTime: SHUTDOWN_GRACE,
    shutdownForceTime: SHUTDOWN_FORCE,
    /** An abandoned draft hears of it within a second, not within four fifths of its heartbeat timeout. */
    maxHeartbeatThrottleInterval: '1 second',
    defaultHeartbeatThrottleInterval: '1 second',
  });
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

/**
 * Idempotent. One at a time, because a server that knows one of several makes none of them. A server that refuses
 * (Temporal Cloud) has them made by its operator; see README.
 */
async function registerSearchAttributes(connection: NativeConnection, namespace: string): Promise<void> {
  const { INDEXED_VALUE_TYPE_KEYWORD } = proto.temporal.api.enums.v1.IndexedValueType;
  for (const name of Object.values(SEARCH_ATTRIBUTES)) {
    const searchAttributes = { [name]: INDEXED_VALUE_TYPE_KEYWORD };
    await connection.operatorService
      .addSearchAttributes({ namespace, searchAttributes })
      .catch((error: unknown) => {
        if (!/already exist/i.test(String(error)) && !isLeftToOperator(error)) throw error;
      });
  }
  await requireSearchAttributes(connection, namespace);
}

/** A conversation that sets one the server does not know would fail at every attempt: better not to begin. */
async function requireSearchAttributes(connection: NativeConnection, namespace: string): Promise<void> {
  const known = await connection.operatorService
    .listSearchAttributes({ namespace })
    .catch((error: unknown) => {
      if (!isLeftToOperator(error)) throw error;
      return null;
    });
  const missing = Object.values(SEARCH_ATTRIBUTES).filter((name) => known && !known.customAttributes[name]);
  if (missing.length === 0) return;
  throw new Error(
    `Temporal does not know ${missing.join(', ')}. Create them, of type Keyword; see README, Temporal Cloud.`,
  );
}

/** PERMISSION_DENIED and UNIMPLEMENTED of gRPC. */
const LEFT_TO_OPERATOR = [7, 12];

function isLeftToOperator(error: unknown): boolean {
  return error instanceof Error && 'code' in error && LEFT_TO_OPERATOR.includes(Number(error.code));
}
