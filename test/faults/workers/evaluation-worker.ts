import { NativeConnection, Runtime, DefaultLogger } from '@temporalio/worker';
import pino from 'pino';
import { createAssistant } from '../../../activities/assistant/create-assistant.ts';
import { createPostmark } from '../../../activities/mail/postmark-client.ts';
import { createWorker } from '../../../activities/worker.ts';
import { loadConfig } from '../../../config.ts';
import { connect } from '../../../db/connection/database.ts';
import { loadPassages } from '../../../db/knowledge/load-passages.ts';
import { createPostOutside } from '../../../post-outside.ts';
import { readingSources } from '../../support/outside/reading-sources.ts';

/** A worker in a process of its own, so that a test can kill it while it runs test questions. The night is always about to come. */
const [taskQueue = '', modelUrl = ''] = process.argv.slice(2);
const config = loadConfig(process.env);
Runtime.install({ logger: new DefaultLogger('ERROR') });
const { db } = connect(config.databaseUrl);
const connection = await NativeConnection.connect({ address: config.temporal.address });
const worker = await createWorker({
  connection,
  temporal: { ...config.temporal, taskQueue },
  dependencies: {
    db,
    assistant: createAssistant({
      model: { baseUrl: modelUrl, apiKey: 'test-key', model: 'test-model' },
      db,
      loadPassages: (id, reader) => loadPassages(db, id, reader),
    }),
    embeddings: null,
    nextNight: (after) => new Date(Date.parse(after) + 1_000).toISOString(),
    postmark: createPostmark(config.mail),
    mail: config.mail,
    agentMail: config.agentMail,
    outside: createPostOutside(),
    ...readingSources(config),
    log: pino({ level: 'silent' }),
  },
});
console.log('ready');
await worker.run();
