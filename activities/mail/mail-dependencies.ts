import type { Logger } from 'pino';
import type { ServerClient } from 'postmark';
import type { Database } from '../../db/connection/database.ts';
import type { MailIdentity } from '../../domain/mail/address/mail-envelope.ts';

/** What it takes to send mail. */
export interface MailDependencies {
  db: Database;
  postmark: ServerClient;
  mail: MailIdentity;
  /** How long messages are collected before agents are told, and how long an escalation, in milliseconds; where the inbox stands; how long a minute of a project's settings takes, 60,000 when not given. */
  agentMail: { delayMs: number; escalationMs: number; publicUrl: string; minuteMs?: number };
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
