import { join } from 'node:path';
import { loadMailboxConfig } from '../config.ts';
import { runProcess } from '../process-lifecycle.ts';
import { orEnd } from '../settings-error.ts';
import { startMailbox } from './mailbox.ts';

const { dataDir, ...settings } = orEnd(loadMailboxConfig);
const mailbox = await startMailbox({ ...settings, journal: join(dataDir, 'mailbox', 'mails.jsonl') });

runProcess({ name: 'mailbox', stop: () => mailbox.stop() });
