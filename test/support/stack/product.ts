import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import pino, { type Logger } from 'pino';
import { createAssistant } from '../../../activities/assistant/create-assistant.ts';
import { createEmbeddingsEndpoint } from '../../../activities/embeddings/embeddings-endpoint.ts';
import type { Dependencies } from '../../../activities/dependencies.ts';
import { createPostmark } from '../../../activities/mail/postmark-client.ts';
import type { Workers } from '../../../activities/transcript/together.ts';
import { createWorker } from '../../../activities/worker.ts';
import { createAccountEvents } from '../../../api/sign-in/account-events.ts';
import { createAuth, ensureAgent } from '../../../api/sign-in/auth.ts';
import { followBulks } from '../../../api/bulk/follow-bulks.ts';
import { followDocs } from '../../../api/embeddings/follow-docs.ts';
import { followAll } from '../../../api/follow-all.ts';
import { createFeedHub, type FeedHub } from '../../../api/streams/feed-hub.ts';
import type { Gateway } from '../../../api/gateway/gateway.ts';
import { createLimits, type Limits } from '../../../api/rpc/limits.ts';
import { createApiReadiness } from '../../../api/readiness.ts';
import { createApiServer } from '../../../api/server.ts';
import { stoppable } from '../../../api/http/stop-server.ts';
import { createAssistGateway } from '../../../api/gateway/assist-gateway.ts';
import { createCrawlGateway } from '../../../api/gateway/crawl-gateway.ts';
import { createEmbeddingGateway } from '../../../api/gateway/embedding-gateway.ts';
import { createGapWork } from '../../../api/gateway/gap-work.ts';
import { createEvaluationGateway } from '../../../api/gateway/evaluation-gateway.ts';
import { createGateway } from '../../../api/gateway/temporal-gateway.ts';
import { createResolver } from '../../../api/mail/provider/dns-resolver.ts';
import { loadConfig, type Config } from '../../../config.ts';
import { loadChangedPassages, loadPassages } from '../../../db/knowledge/load-passages.ts';
import { connect, type DatabaseConnection } from '../../../db/connection/database.ts';
import { ensureFirstProject, type Project } from '../../../db/project/projects.ts';
import { projects } from '../../../db/schema/schema.ts';
import type { AgentId } from '../../../domain/ids.ts';
import type { MailPolicy } from '../../../domain/inbox/views.ts';
import { startMailbox, type Mailbox, type MailboxOptions } from '../../../mailbox/mailbox.ts';
import { createPostOutside, type PostOutside } from '../../../post-outside.ts';
import { registerSearchAttributes } from '../../../search-attributes.ts';
import { freePort } from './free-port.ts';
import { rememberPasswords } from '../remembered-passwords.ts';
import { createUndo, type Undo } from '../undo.ts';
import { readingSources } from '../outside/reading-sources.ts';
import './quiet-runtime.ts';

const noLimit = async () => {};
export const NO_LIMITS: Limits = {
  visitorMessage: (_, act) => act(),
  newVisitor: (_, act) => act(),
  visitorCall: noLimit,
  agentCall: noLimit,
  begun: noLimit,
  openCall: noLimit,
  invitation: noLimit,
  wrongToken: noLimit,
  presence: noLimit,
  testNotice: noLimit,
  trial: noLimit,
  evaluation: noLimit,
};

/** Most tests escalate, and are not about who is told of it. */
export const NO_TEST_WAITS_MS = 600_000;

/** Tests share the machine: a database that has no turn for a second is not one that is away. */
const BUSY_MACHINE_MS = 10_000;

export const ADMIN = { email: 'ana@example.com', name: 'Ana', password: 'a long password' };

/** The whole product inside the test: real Temporal, real Postgres, its own task queue, its own local mailbox. */
export interface Product extends AsyncDisposable {
  url: string;
  /** Of the first project. */
  widgetKey: string;
  config: Config;
  database: DatabaseConnection;
  client: Client;
  gateway: Gateway;
  feed: FeedHub;
  project: Project;
  agentId: AgentId;
  mailbox: Mailbox;
  webhookSecret: string;
  /** Starts a worker; stopping the product stops it too. */
  startWorker(
    overrides?: Partial<Dependencies>,
    slots?: Parameters<typeof createWorker>[0]['slots'],
  ): Promise<Workers>;
}

export interface ProductOptions {
  /** An OpenAI-compatible endpoint; without one the assistant quotes the docs. */
  modelUrl?: string;
  /** False: the test starts a worker itself, or none. */
  worker?: boolean;
  /** Tests of mail need not wait a minute for what nobody reads in the chat. */
  mailPolicy?: MailPolicy;
  /** Milliseconds of a request with the database; as in the product where a test is about them. */
  databaseMs?: number;
  /** False: a benchmark writes faster than any person. */
  limits?: boolean;
  /** Two installations in one test have one each. */
  inboundDomain?: string;
  /** The name it says it has, where browsers make a difference. */
  publicHost?: 'localhost';
  /** Where both processes log; nowhere by itself. */
  log?: Logger;
  /** How the local mailbox differs from one that is set up right. */
  mailbox?: Partial<MailboxOptions>;
  /** Push services and webhooks on this machine; by itself none can be reached. */
  outside?: PostOutside;
  /** True: the api carries on by itself with all that it does in the product, and not only with what most tests are about. */
  followsAll?: boolean;
  /** More of the environment. */
  env?: Record<string, string>;
}

/** Servers that already run, and an empty, migrated database of the product's own. */
export interface Servers {
  databaseUrl: string;
  temporalAddress: string;
}

export async function startProductOn(servers: Servers, options: ProductOptions = {}): Promise<Product> {
  const undo = createUndo();
  try {
    return await start(servers, options, undo);
  } catch (error) {
    await undo.all();
    throw error;
  }
}

async function start(servers: Servers, options: ProductOptions, undo: Undo): Promise<Product> {
  const port = await freePort();
  const webhookSecret = options.env?.['WEBHOOK_SECRET'] ?? randomBytes(24).toString('hex');
  const mailboxPort = await freePort();
  const config = loadConfig({
    PORT: String(port),
    PUBLIC_URL: `http://${options.publicHost ?? '127.0.0.1'}:${port}`,
    DATABASE_URL: servers.databaseUrl,
    TEMPORAL_ADDRESS: servers.temporalAddress,
    SESSION_SECRET: randomBytes(32).toString('hex'),
    POSTMARK_SERVER_TOKEN: 'test-token',
    POSTMARK_API_URL: `http://127.0.0.1:${mailboxPort}`,
    INBOUND_DOMAIN: options.inboundDomain ?? 'reply.example.test',
    REPLY_ADDRESS_SECRETS: randomBytes(24).toString('hex'),
    WEBHOOK_SECRET: webhookSecret,
    LOG_LEVEL: 'silent',
    DEMO_PAGE: 'true',
    ...options.env,
    ...(options.modelUrl && {
      LLM_BASE_URL: options.modelUrl,
      LLM_API_KEY: 'test-key',
      LLM_MODEL: 'test-model',
    }),
  });
  const taskQueue = `test-${randomBytes(6).toString('hex')}`;
  const temporal = { ...config.temporal, taskQueue };
  const outside = options.outside ?? createPostOutside();
  const log = options.log ?? pino({ level: 'silent' });

  const database = connect(servers.databaseUrl);
  undo.defer(() => database.close());
  const { db } = database;
  const onAccountEvent = createAccountEvents({ db, mail: config.mail, log });
  const auth = createAuth({
    db,
    config,
    onAccountEvent,
    onFailure: (err) => log.error({ err }, 'a mail about an account did not leave'),
  });
  await rememberPasswords(auth);
  const project = await ensureFirstProject(db, 'support@example.test');
  await db.update(projects).set({ mailPolicy: options.mailPolicy ?? 'always' });
  const { id: agentId } = await ensureAgent({ db, auth }, { ...ADMIN, projectId: project.id, role: 'owner' });

  const connection = await Connection.connect({ address: config.temporal.address });
  undo.defer(() => connection.close());
  await registerSearchAttributes(connection.operatorService, temporal.namespace);
  const client = new Client({ connection, namespace: config.temporal.namespace });
  const gateway = createGateway({ db, client, temporal });
  const feed = await createFeedHub(servers.databaseUrl);
  undo.defer(() => feed.stop());
  const server = createApiServer({
    db,
    auth,
    config,
    feed,
    gateway,
    crawls: createCrawlGateway({ db, client, temporal }),
    gapWork: createGapWork({ client, temporal }),
    evaluations: createEvaluationGateway({ client, temporal }),
    assist: createAssistGateway({ client, temporal }),
    resolve: createResolver(),
    outside,
    limits: options.limits === false ? NO_LIMITS : createLimits(),
    log,
    databaseMs: options.databaseMs ?? BUSY_MACHINE_MS,
    readiness: createApiReadiness({ db, client, temporal }),
  });
  const stopping = stoppable(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  undo.defer(() => stopping.stop());
  const following = {
    db,
    client,
    config: { ...config, temporal },
    gateway,
    feed,
    resolve: createResolver(),
    log,
  };
  const followed = options.followsAll ? followAll(following) : followSome(following);
  undo.defer(() => followed.stop());

  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const mailbox = await startMailbox({
    port: mailboxPort,
    serverToken: 'test-token',
    webhookSecret,
    inboundWebhookUrl: `${url}/webhooks/postmark/inbound`,
    eventsWebhookUrl: `${url}/webhooks/postmark/events`,
    inboundDomain: config.mail.inboundDomain,
    ...options.mailbox,
  });
  undo.defer(() => mailbox.stop());

  const native = await NativeConnection.connect({ address: config.temporal.address });
  undo.defer(() => native.close());
  const embeddings = config.embeddings && createEmbeddingsEndpoint(config.embeddings);
  const dependencies: Dependencies = {
    db,
    embeddings,
    assistant: createAssistant({
      model: config.model,
      ...{ db, embeddings },
      loadPassages: (id, reader) => loadPassages(db, id, reader),
      loadChanges: (id, reader, since) => loadChangedPassages(db, id, reader, since),
    }),
    postmark: createPostmark(config.mail),
    mail: config.mail,
    agentMail: { ...config.agentMail, escalationMs: NO_TEST_WAITS_MS },
    outside,
    ...readingSources(config),
    log,
  };
  const startWorker: Product['startWorker'] = async (overrides = {}, slots = {}) => {
    const worker = await createWorker({
      connection: native,
      temporal,
      dependencies: { ...dependencies, ...overrides },
      slots,
    });
    const running = worker.run();
    undo.defer(async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
    });
    return worker;
  };
  if (options.worker !== false) await startWorker();

  return {
    url,
    widgetKey: project.widgetKey,
    config: { ...config, temporal },
    database,
    client,
    gateway,
    feed,
    project,
    agentId,
    mailbox,
    webhookSecret,
    startWorker,
    [Symbol.asyncDispose]: undo.all,
  };
}

/** Erasures, departures and missed mail have tests of their own, which follow them at their own pace. */
function followSome(deps: Parameters<typeof followAll>[0]): ReturnType<typeof followAll> {
  const { db, client, config, gateway, feed, log } = deps;
  const bulks = followBulks({ db, gateway: gateway.agent, config, feed, log });
  const embedding = createEmbeddingGateway({ client, temporal: config.temporal });
  const docs = followDocs({ db, embedding, settings: config.embeddings, log });
  return { stop: async () => void (await Promise.all([bulks.stop(), docs.stop()])) };
}
