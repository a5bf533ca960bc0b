import type { Client } from '@temporalio/client';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/connection/database.ts';
import { findCrawlStart } from '../../db/knowledge/sources.ts';
import { crawlShapes, type Crawls } from '../../domain/contract/crawl-shapes.ts';
import { Refusal } from '../../domain/errors.ts';
import type { SourceId } from '../../domain/ids.ts';
import { crawlPolicy } from '../../domain/knowledge/sources/crawl-policy.ts';
import { crawlIdOf } from '../../domain/knowledge/sources/source.ts';
import { createChecks } from '../../rpc/check-input.ts';
import { createGateways } from '../../rpc/create-gateways.ts';
import type { GatewayOf } from '../../rpc/gateway.ts';
import { asRefusal } from './gateway-errors.ts';

/** The one road from a request to a source's crawl. */
export type CrawlGateway = GatewayOf<Crawls, 'agent'>;

/** In milliseconds, as for conversations. */
const DEADLINES = { signal: 1_500, update: 5_000 };

const checks = createChecks(crawlShapes, {
  prepare: (input) => input,
  refuse: () => new Refusal('bad_input'),
});

/** The crawls of sources as Temporal workflows: the first command starts one. */
export function createCrawlGateway(deps: {
  db: Database;
  client: Client;
  temporal: Pick<Config['temporal'], 'taskQueue'>;
}): CrawlGateway {
  const { taskQueue } = deps.temporal;
  const gateways = createGateways<Crawls, 'agent'>(['agent'], {
    ...{ client: deps.client, policy: crawlPolicy, checks, workflowIdOf: crawlIdOf },
    workflowType: 'crawl',
    startOf: async (sourceId: SourceId) => ({
      workflowId: crawlIdOf(sourceId),
      taskQueue,
      staticSummary: `Reads source ${sourceId}`,
      args: [{ start: { sourceId, ...(await findCrawlStart(deps.db, sourceId)) } }],
    }),
    deadlines: DEADLINES,
    asError: (error) => {
      const known = asRefusal(error);
      return known instanceof Refusal && known.code === 'conversation_not_found'
        ? new Refusal('not_found')
        : known;
    },
  });
  return gateways.agent;
}
