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
  /** How patiently mail is sent; the product's own when not given. */
  mailTiming?: MailTiming;
}

export interface MailTiming {
  /** When to look up a send without an answer, in milliseconds since it. */
  lookupsMs: readonly number[];
  /** Milliseconds before a mail that was refused for now is tried again; Temporal's growing delay when not given. */
  backoffMs?: number;
}
