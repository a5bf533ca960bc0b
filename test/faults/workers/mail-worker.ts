import { NativeConnection, Runtime, DefaultLogger } from '@temporalio/worker';
import pino from 'pino';
import { createPostmark } from '../../../activities/mail/postmark-client.ts';
import { createWorker } from '../../../activities/worker.ts';
import { loadConfig } from '../../../config.ts';
import { connect } from '../../../db/connection/database.ts';
import { CLIENT_TIMEOUT, TIMING } from '../../support/mail/send-fates.ts';
import { readingSources } from '../../support/outside/reading-sources.ts';
import { createPostOutside } from '../../../post-outside.ts';

/** A worker in a process of its own, so that a test can kill it as an operating system does. */
const [taskQueue = ''] = process.argv.slice(2);
const config = loadConfig(process.env);
Runtime.install({ logger: new DefaultLogger('ERROR') });
const { db } = connect(config.databaseUrl);
const connection = await NativeConnection.connect({ address: config.temporal.address });
const worker = await createWorker({
  connection,
  temporal: { ...config.temporal, taskQueue },
  dependencies: {
    db,
    assistant: { answer: () => Promise.reject(new Error('Nobody asks here.')) },
    embeddings: null,
    postmark: createPostmark(config.mail, CLIENT_TIMEOUT),
    mail: config.mail,
    mailTiming: TIMING,
    agentMail: config.agentMail,
    outside: createPostOutside(),
    ...readingSources(config),
    log: pino({ level: 'silent' }),
  },
});
console.log('ready');
await worker.run();
