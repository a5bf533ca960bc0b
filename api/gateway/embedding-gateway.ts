import type { Client } from '@temporalio/client';
import type { Config } from '../../config.ts';
import { embeddingPolicy as policy } from '../../domain/contract/embedding-policy.ts';
import { embeddingShapes, type Embeddings } from '../../domain/contract/embedding-shapes.ts';
import { Refusal } from '../../domain/errors.ts';
import type { ProjectId } from '../../domain/ids.ts';
import { createChecks } from '../../rpc/check-input.ts';
import { createGateways } from '../../rpc/create-gateways.ts';
import type { GatewayOf } from '../../rpc/gateway.ts';
import { asRefusal } from './gateway-errors.ts';

/** In milliseconds. Nobody waits for it. */
const DEADLINES = { signal: 5_000, update: 5_000 };

const workflowIdOf = (projectId: ProjectId) => `embeddings/${projectId}`;

/** The workflows that embed passages: one for each project, by its id. */
export function createEmbeddingGateway(deps: {
  client: Client;
  temporal: Pick<Config['temporal'], 'taskQueue'>;
}): GatewayOf<Embeddings, 'docs'> {
  const { docs } = createGateways<Embeddings, 'docs'>(['docs'], {
    ...{ client: deps.client, policy, workflowIdOf },
    workflowType: 'embeddings',
    checks: createChecks(embeddingShapes, {
      prepare: (input) => input,
      refuse: () => new Refusal('bad_input'),
    }),
    startOf: async (projectId) => ({
      workflowId: workflowIdOf(projectId),
      taskQueue: deps.temporal.taskQueue,
      args: [{ projectId }],
      staticSummary: 'Embeds the passages of a project’s docs',
    }),
    deadlines: DEADLINES,
    asError: asRefusal,
  });
  return docs;
}
