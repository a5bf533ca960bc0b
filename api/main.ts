import { Client, Connection } from '@temporalio/client';
import { loadConfig, type Config } from '../config.ts';
import { hasAgents, isOnTeam } from '../db/project/agents.ts';
import { connect } from '../db/connection/database.ts';
import { migrate } from '../db/migrate.ts';
import { keepVapidKeys } from '../db/notices/vapid-keys.ts';
import { newVapidKeys } from '../web-push.ts';
import { ensureFirstProject } from '../db/project/projects.ts';
import { inboundDomain } from '../domain/mail/address/reply-address.ts';
import { agentName } from '../domain/project/agent-name.ts';
import { createPostOutside } from '../post-outside.ts';
import { createLog } from '../log.ts';
import { runProcess } from '../process-lifecycle.ts';
import { registerSearchAttributes } from '../search-attributes.ts';
import { orEnd, SettingsError } from '../settings-error.ts';
import { createAccountEvents } from './sign-in/account-events.ts';
import { createAuth, ensureAgent } from './sign-in/auth.ts';
import { followAll } from './follow-all.ts';
import { createFeedHub } from './streams/feed-hub.ts';
import { createLimits } from './rpc/limits.ts';
import { createApiReadiness } from './readiness.ts';
import { createApiServer } from './server.ts';
import { stoppable } from './http/stop-server.ts';
import { createAssistGateway } from './gateway/assist-gateway.ts';
import { createCrawlGateway } from './gateway/crawl-gateway.ts';
import { createGapWork } from './gateway/gap-work.ts';
import { createEvaluationGateway } from './gateway/evaluation-gateway.ts';
import { createGateway } from './gateway/temporal-gateway.ts';
import { createResolver } from './mail/provider/dns-resolver.ts';

const config = orEnd(loadConfig);
const log = createLog({ name: 'api', level: config.logLevel });

await migrate(config.databaseUrl);
const database = connect(config.databaseUrl);
const { db } = database;
const onAccountEvent = createAccountEvents({ db, mail: config.mail, log });
const auth = createAuth({
  db,
  config,
  onAccountEvent,
  onFailure: (err) => log.error({ err }, 'a mail about an account did not leave'),
});
await keepVapidKeys(db, newVapidKeys);
const project = await ensureFirstProject(db, supportAddress(config));
if (config.admin.email && config.admin.password) {
  const { email, password } = config.admin;
  const agent = { email, password, name: agentName(email), projectId: project.id, role: 'owner' as const };
  // Whoever is on a team already is not put on the next one when the first is archived or deleted.
  if (!(await isOnTeam(db, email))) await ensureAgent({ db, auth }, agent);
}
if (!(await hasAgents(db)))
  orEnd(() => {
    throw new SettingsError([
      'ADMIN_EMAIL and ADMIN_PASSWORD are missing: there is no agent yet, so nobody could sign in.',
    ]);
  });

const { address, apiKey } = config.temporal;
const connection = await Connection.connect({ address, ...(apiKey && { apiKey }) });
await registerSearchAttributes(connection.operatorService, config.temporal.namespace);
const client = new Client({ connection, namespace: config.temporal.namespace });
const gateway = createGateway({ db, client, temporal: config.temporal });
const crawls = createCrawlGateway({ db, client, temporal: config.temporal });
const gapWork = createGapWork({ client, temporal: config.temporal });
const evaluations = createEvaluationGateway({ client, temporal: config.temporal });
const assist = createAssistGateway({ client, temporal: config.temporal });
const feed = await createFeedHub(config.databaseUrl, (err) =>
  log.warn({ err }, 'the other processes did not hear of a message before it is recorded'),
);
const resolve = createResolver();
const readiness = createApiReadiness({ db, client, temporal: config.temporal });
const server = createApiServer({
  ...{ db, auth, config, feed, gateway, crawls, gapWork, evaluations, assist, log, readiness, resolve },
  outside: createPostOutside(),
  limits: createLimits(),
});

const stopping = stoppable(server);

const place = config.listenFd === null ? { port: config.port } : { fd: config.listenFd };
server.listen(place, () => {
  log.info({ port: config.port }, 'the api listens');
  const followed = followAll({ db, client, config, gateway, feed, resolve, log });
  runProcess({
    name: 'api',
    stop: async () => {
      readiness.drain();
      await followed.stop();
      await stopping.stop({ drainMs: config.drainMs });
      await feed.stop();
      await connection.close();
      await database.close();
    },
  });
});

/** Until a project has an address of its own, mail leaves from the installation's own mail domain. */
function supportAddress({ mail }: Config): string {
  return `support@${inboundDomain(mail) || 'localhost'}`;
}
