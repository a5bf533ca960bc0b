import { addWebhook } from '../../../db/notices/webhooks.ts';
import { keepBrowser } from '../../../db/notices/push-subscriptions.ts';
import { notices, projects } from '../../../db/schema/schema.ts';
import { newId, type ConversationId } from '../../../domain/ids.ts';
import type { WebhookKind } from '../../../domain/notices/webhook-payload.ts';
import type { PostOutside } from '../../../post-outside.ts';
import { startOutsideWorld } from '../outside/outside-world.ts';
import { createPushReceiver } from '../outside/push-receiver.ts';
import { startProduct } from '../stack/start-product.ts';
import { createUndo } from '../undo.ts';
import { stateOf } from './state-of.ts';
import { beginVisit } from './visitor-client.ts';

interface TeamOptions {
  escalationMs?: number;
  delayMs?: number;
  minuteMs?: number;
  worker?: boolean;
  /** False where a test is about another wait. */
  escalatesAgain?: boolean;
  /** As in the product, where a test is about what it does not reach. */
  outside?: PostOutside;
}

/** Ana’s team, whose members hear of what nobody has taken. */
export async function startTeam(options: TeamOptions = {}) {
  const { escalationMs = 1_000, delayMs = 1_000, minuteMs = 60_000, worker = true } = options;
  const undo = createUndo();
  const world = await startOutsideWorld();
  undo.defer(() => world[Symbol.asyncDispose]());
  const product = await startProduct({ worker: false, outside: options.outside ?? world.outside });
  undo.defer(() => product[Symbol.asyncDispose]());
  const agentMail = { delayMs, escalationMs, minuteMs, publicUrl: product.url };
  const startWorker = () => product.startWorker({ agentMail });
  if (worker) await startWorker();
  const { db } = product.database;
  if (options.escalatesAgain === false) await db.update(projects).set({ escalateAgainMinutes: null });
  const visit = await beginVisit(product);
  const receiver = createPushReceiver();
  const handle = () => product.client.workflow.getHandle(`conversation/${visit.conversationId}`);
  return {
    ...{ product, agentMail, startWorker, db, world, visit, receiver },
    actor: { agentId: product.agentId },
    browser: (endpoint = `${world.url}/push`) =>
      keepBrowser(db, {
        ...{ id: newId('psh'), agentId: product.agentId, browser: 'Firefox' },
        ...{ endpoint, ...receiver.keys },
      }),
    webhook: async (kind: WebhookKind) => {
      const id = newId('whk');
      await addWebhook(db, { id, projectId: product.project.id, kind, url: `${world.url}/${kind}` });
      return id;
    },
    state: () => stateOf(product, visit.conversationId),
    states: async () =>
      Object.fromEntries((await db.select().from(notices)).map(({ road, state }) => [road, state])),
    history: async (id: ConversationId = visit.conversationId) => {
      const { events } = await product.client.workflow.getHandle(`conversation/${id}`).fetchHistory();
      return events ?? [];
    },
    /** What Temporal's UI shows of it now. */
    details: async () =>
      (await handle().query<{ currentDetails: string }>('__temporal_workflow_metadata')).currentDetails,
    runId: async () => (await handle().describe()).runId,
    [Symbol.asyncDispose]: () => undo.all(),
  };
}

export type HearingTeam = Awaited<ReturnType<typeof startTeam>>;
