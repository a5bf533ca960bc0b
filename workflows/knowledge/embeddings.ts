import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../../activities/activities.ts';
import { embeddingPolicy } from '../../domain/contract/embedding-policy.ts';
import type { Embeddings } from '../../domain/contract/embedding-shapes.ts';
import type { ProjectId } from '../../domain/ids.ts';
import { handleMessages } from '../../rpc/worker.ts';

export interface EmbeddingState {
  schema: 1;
  projectId: ProjectId;
  /** What was told last, and what is done: the same when there is nothing to do. */
  told: string | null;
  done: string | null;
  embedded: number;
  /** Null: not counted yet. */
  left: number | null;
}

/**
 * One batch may take three minutes, of a slow endpoint on a machine of one's own. It says every two seconds that it lives, and of
 * a worker that is gone another one takes over where it stopped. An endpoint that is down is asked for as long as it takes.
 */
const { embedPassages } = proxyActivities<Pick<Activities, 'embedPassages'>>({
  startToCloseTimeout: '3 minutes',
  heartbeatTimeout: '8 seconds',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '15 minutes' },
});

/** Who saves one article often saves the next one, too; an import is not embedded in pieces. */
const QUIET = '2 seconds';
/** But whoever never stops saving has waited long enough. */
const MOST_QUIET_ROUNDS = 15;
const EVENTS_PER_RUN = 500;

/** Embeds a project's passages in the background, until all are. Ends then, and is started again by the next change. */
export async function embeddings(input: { projectId: ProjectId } | { state: EmbeddingState }): Promise<void> {
  const state = 'state' in input ? input.state : newEmbedding(input.projectId);
  handleMessages<Embeddings, EmbeddingState>(state, {
    policy: embeddingPolicy,
    signals: { docsChanged: (changed, { id }) => void (changed.told = id) },
    updates: {},
    queries: { getProgress: ({ embedded, left }) => ({ embedded, left }) },
    refusalOf: () => null,
  });
  show(state);
  while (state.told !== state.done) {
    await settled(state);
    const { told } = state;
    if (await embedAll(state)) state.done = told;
    await allHandled(state);
  }
}

function newEmbedding(projectId: ProjectId): EmbeddingState {
  return { schema: 1, projectId, told: null, done: null, embedded: 0, left: null };
}

async function settled(state: EmbeddingState): Promise<void> {
  for (let round = 0; round < MOST_QUIET_ROUNDS; round++) {
    const { told } = state;
    if (!(await condition(() => state.told !== told, QUIET))) return;
  }
}

/** @returns false when it goes on in the next run. */
async function embedAll(state: EmbeddingState): Promise<boolean> {
  for (;;) {
    const batch = await embedPassages({ projectId: state.projectId });
    state.embedded += batch.embedded;
    state.left = batch.left;
    show(state, batch.unavailable);
    if (batch.left === 0 || batch.unavailable) return true;
    if (workflowInfo().historyLength > EVENTS_PER_RUN) return false;
  }
}

async function allHandled(state: EmbeddingState): Promise<void> {
  await condition(allHandlersFinished);
  const { historyLength } = workflowInfo();
  if (state.told !== state.done && historyLength > EVENTS_PER_RUN)
    await continueAsNew<typeof embeddings>({ state });
}

/** What a developer reads in the Temporal UI. */
function show({ embedded, left }: EmbeddingState, unavailable: string | null = null): void {
  const toDo = left === null ? 'being counted' : String(left);
  setCurrentDetails(
    [
      `- Passages embedded: ${embedded}`,
      `- Still to do: ${toDo}`,
      ...(unavailable ? [`- Stopped: ${unavailable}`] : []),
    ].join('\n'),
  );
}
