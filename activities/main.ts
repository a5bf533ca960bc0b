import { NativeConnection, Runtime, DefaultLogger } from '@temporalio/worker';
import pino from 'pino';
import { loadWorkerConfig } from '../config.ts';
import { connect } from '../db/database.ts';
import { loadPassages } from '../db/articles.ts';
import { migrate } from '../db/migrate.ts';
import { requireWritable } from '../db/require-writable.ts';
import { runProcess } from '../process-lifecycle.ts';
import { createReadiness } from '../readiness.ts';
import { orEnd } from '../settings-error.ts';
import { createAssistant } from './ai/assistant.ts';
import { createPostmark } from './email/postmark-client.ts';
import { serveHealth } from './health-server.ts';
import { createWorker } from './worker.ts';

const config = orEnd(loadWorkerConfig);
const log = pino({ name: 'worker', level: config.logLevel });
Runtime.install({
  logger: new DefaultLogger('WARN', ({ level, message, meta }) => log.warn({ level, ...meta }, message)),
});

await migrate(config.databaseUrl);
const database = connect(config.databaseUrl);
const { address, apiKey } = config.temporal;
const connection = await NativeConnection.connect({ address, ...(apiKey && { apiKey }) });
const worker = await createWorker({
  connection,
  temporal: config.temporal,
  dependencies: {
    db: database.db,
    assistant: createAssistant({
      model: config.model,
      loadPassages: (projectId) => loadPassages(database.db, projectId),
    }),
    postmark: createPostmark(config.mail),
    mail: config.mail,
    agentMail: { delayMs: config.agentMailDelayMs, publicUrl: config.publicUrl },
    log,
  },
});
const running = worker.run();
running.catch((error: unknown) => {
  log.fatal(error, 'the worker stopped');
  process.exitCode = 1;
});

const readiness = createReadiness({
  postgres: () => requireWritable(database.db),
  temporal: () => connection.workflowService.getSystemInfo({}),
  polling: async () => {
    if (worker.getState() !== 'RUNNING') throw new Error(`The worker is ${worker.getState()}.`);
  },
});
const health = await serveHealth({ port: config.workerPort, readiness, log });

runProcess({
  name: 'worker',
  stop: async () => {
    readiness.drain();
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await running.catch(() => undefined);
    await connection.close();
    await database.close();
    health.close();
    health.closeAllConnections();
  },
});
