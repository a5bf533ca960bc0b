import { NativeConnection, Runtime, DefaultLogger } from '@temporalio/worker';
import pino from 'pino';
import { createPostmark } from '../../../activities/mail/postmark-client.ts';
import { createWorker } from '../../../activities/worker.ts';
import { loadConfig } from '../../../config.ts';
import { connect } from '../../../db/connection/database.ts';
import { readingSources } from '../../support/outside/reading-sources.ts';
import { createPostOutside } from '../../../post-outside.ts';
import { moveClock } from '../../support/stack/move-clock.ts';

/**
 * A worker in a process of its own that reaches services on this machine, so that a test can kill it between two notices. Its
 * clock may show another night.
 */
const [taskQueue = '', now] = process.argv.slice(2);
if (now) moveClock(now);
const config = loadConfig(process.env);
Runtime.install({ logger: new DefaultLogger('ERROR') });
const { db } = connect(config.databaseUrl);
const connection = await NativeConnection.connect({ address: config.temporal.address });
const worker = await createWorker({
  connection,
  temporal: { ...config.temporal, taskQueue },
  dependencies: {
    db,
    assistant: { answer: () => new Promise(() => {}) },
    embeddings: null,
    postmark: createPostmark(config.mail),
    mail: config.mail,
    agentMail: { ...config.agentMail, escalationMs: 200, minuteMs: 10_000 },
    outside: createPostOutside({
      addressOf: async (address) => ({ address, family: 4 }),
      mayBeEntered: () => true,
      protocols: ['http:'],
    }),
    ...readingSources(config),
    log: pino({ level: 'silent' }),
  },
});
console.log('ready');
await worker.run();
