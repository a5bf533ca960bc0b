import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Database } from '../db/connection/database.ts';
import { followBulks } from './bulk/follow-bulks.ts';
import { followMissedMail } from './doctor/follow-missed-mail.ts';
import { followDocs } from './embeddings/follow-docs.ts';
import { followErasures } from './erasing/follow-erasures.ts';
import { createEmbeddingGateway } from './gateway/embedding-gateway.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { Resolve } from './mail/provider/dns-resolver.ts';
import { createProvider } from './mail/provider/provider.ts';
import type { FeedHub } from './streams/feed-hub.ts';
import { followDepartures } from './team/follow-departures.ts';

interface Dependencies {
  db: Database;
  client: Client;
  config: Config;
  gateway: Gateway;
  feed: FeedHub;
  resolve: Resolve;
  log: Logger;
}

/**
 * Everything that an api carries on with by itself, begun by whom it may: mail that was missed, erasures, departures, acts on many
 * conversations, docs to embed. @returns how to stop.
 */
export function followAll(deps: Dependencies): { stop(): Promise<void> } {
  const { db, client, config, gateway, feed, resolve, log } = deps;
  const { mail, temporal } = config;
  const embedding = createEmbeddingGateway({ client, temporal });
  const followed = [
    followMissedMail({ db, gateway: gateway.mail, mail, log, resolve, feed, provider: createProvider(mail) }),
    followErasures({ db, client, erasing: gateway.erasure, log, taskQueue: temporal.taskQueue }),
    followDepartures({ db, team: gateway.team, feed, log }),
    followBulks({ db, gateway: gateway.agent, config, feed, log }),
    followDocs({ db, embedding, settings: config.embeddings, log }),
  ];
  return {
    stop: async () => {
      for (const each of followed) await each.stop();
    },
  };
}
