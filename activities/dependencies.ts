import type { Logger } from 'pino';
import type { ServerClient } from 'postmark';
import type { Database } from '../db/database.ts';
import type { MailIdentity } from '../domain/mail-envelope.ts';
import type { Assistant } from './ai/assistant.ts';

/** Everything a side effect needs; tests pass others. */
export interface Dependencies {
  db: Database;
  assistant: Assistant;
  postmark: ServerClient;
  mail: MailIdentity;
  /** How long messages are collected before agents are mailed, in milliseconds, and where the inbox stands. */
  agentMail: { delayMs: number; publicUrl: string };
  log: Logger;
}
