import pino from 'pino';
import { createAssistGateway } from '../../../api/gateway/assist-gateway.ts';
import { createCrawlGateway } from '../../../api/gateway/crawl-gateway.ts';
import { createGapWork } from '../../../api/gateway/gap-work.ts';
import { createEvaluationGateway } from '../../../api/gateway/evaluation-gateway.ts';
import { createResolver } from '../../../api/mail/provider/dns-resolver.ts';
import { createApiReadiness } from '../../../api/readiness.ts';
import { createLimits, type Limits } from '../../../api/rpc/limits.ts';
import { createApiServer } from '../../../api/server.ts';
import { createAuth } from '../../../api/sign-in/auth.ts';
import { createFeedHub, type FeedHub } from '../../../api/streams/feed-hub.ts';
import { createPostOutside } from '../../../post-outside.ts';
import { freePort } from './free-port.ts';
import type { Product } from './product.ts';

/** Another api on the same database. */
export async function anotherApi(
  product: Product,
  limits: Limits = createLimits(),
): Promise<{ url: string; feed: FeedHub } & AsyncDisposable> {
  const { database, client, config, gateway } = product;
  const { db } = database;
  const feed = await createFeedHub(config.databaseUrl);
  const server = createApiServer({
    ...{ db, client, config, gateway, feed, limits },
    evaluations: createEvaluationGateway({ client, temporal: config.temporal }),
    crawls: createCrawlGateway({ db, client, temporal: config.temporal }),
    gapWork: createGapWork({ client, temporal: config.temporal }),
    assist: createAssistGateway({ client, temporal: config.temporal }),
    readiness: createApiReadiness({ db, client, temporal: config.temporal }),
    auth: createAuth({ db, config }),
    resolve: createResolver(),
    outside: createPostOutside(),
    log: pino({ level: 'silent' }),
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    feed,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await feed.stop();
    },
  };
}
