import { NativeConnection } from '@temporalio/worker';
import { loadWorkerConfig } from '../config.ts';
import { connect } from '../db/connection/database.ts';
import { loadChangedPassages, loadPassages } from '../db/knowledge/load-passages.ts';
import { migrate } from '../db/migrate.ts';
import { requireWritable } from '../db/connection/require-writable.ts';
import { createLog } from '../log.ts';
import { runProcess } from '../process-lifecycle.ts';
import { createPostOutside } from '../post-outside.ts';
import { createReadiness } from '../readiness.ts';
import { orEnd } from '../settings-error.ts';
import { createEmbeddingsEndpoint } from './embeddings/embeddings-endpoint.ts';
import { createAssistant } from './assistant/create-assistant.ts';
import { createPostmark } from './mail/postmark-client.ts';
import { serveHealth } from './health-server.ts';
import { createParser } from './sources/parsing/create-parser.ts';
import { createWebReader } from './sources/web/web-reader.ts';
import { installTemporalLog } from './temporal-log.ts';
import { createWorker } from './worker.ts';

const config = orEnd(loadWorkerConfig);
const log = createLog({ name: 'worker', level: config.logLevel });
installTemporalLog(log);

await migrate(config.databaseUrl);
const database = connect(config.databaseUrl);
const { address, apiKey } = config.temporal;
const connection = await NativeConnection.connect({ address, ...(apiKey && { apiKey }) });
const embeddings = config.embeddings && createEmbeddingsEndpoint(config.embeddings);
const worker = await createWorker({
  connection,
  temporal: config.temporal,
  dependencies: {
    db: database.db,
    assistant: createAssistant({
      model: config.model,
      db: database.db,
      embeddings,
      loadPassages: (projectId, reader) => loadPassages(database.db, projectId, reader),
      loadChanges: (projectId, reader, since) => loadChangedPassages(database.db, projectId, reader, since),
    }),
    embeddings,
    postmark: createPostmark(config.mail),
    mail: config.mail,
    agentMail: config.agentMail,
    outside: createPostOutside(),
    web: createWebReader({ publicUrl: config.publicUrl, privateHosts: config.sourceHosts }),
    parse: createParser(),
    log,
  },
});
const running = worker.run();
running.catch((error: unknown) => {
  log.fatal({ err: error }, 'the worker stopped');
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
