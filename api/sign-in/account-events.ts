import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/connection/database.ts';
import { recordOwnAct } from '../../db/project/audit.ts';
import type { AgentId } from '../../domain/ids.ts';
import { createChangeMail } from './account-changes.ts';
import { createAccountMail, type SendAccountMail } from './account-mail.ts';

/** What somebody did to their own account. */
const OWN_EVENTS = [
  'password_changed',
  'password_reset',
  'second_step_on',
  'second_step_off',
  'recovery_codes_made',
  'recovery_code_used',
  'passkey_added',
  'passkey_removed',
] as const;
type OwnEvent = (typeof OWN_EVENTS)[number];

/** What happened to an account; `guessing`: many tries at it in a row. Nothing in it was chosen by a stranger but the address asked for. */
export type AccountEvent =
  | {
      kind: 'signed_in';
      agentId: AgentId;
      address: string;
      by: 'password' | 'second_step' | 'passkey' | 'openid';
    }
  | { kind: 'password_right'; agentId: AgentId; address: string }
  | {
      kind: 'sign_in_failed' | 'sign_in_refused' | 'second_step_failed' | 'password_forgotten';
      address: string;
    }
  | { kind: 'password_mailed'; agentId: AgentId }
  | { kind: OwnEvent; agentId: AgentId }
  | { kind: 'guessing'; email: string };

/** Not more than one mail a day, whoever guesses: it must not become a way to fill somebody's mailbox. */
const TOLD_AGAIN_AFTER_MS = 86_400_000;

/** Logs what happens to accounts, tells agents of changes to theirs, and tells an owner by mail when somebody seems to guess their password. */
export function createAccountEvents(deps: { db: Database; mail: Config['mail']; log: Logger }) {
  const told = new Map<string, number>();
  const send = createAccountMail(deps);
  const mailChange = createChangeMail({ db: deps.db, send });
  return (event: AccountEvent): void => {
    writeDown(deps.db, event).catch((err: unknown) =>
      deps.log.error({ err }, 'what happened to an account is not in the audit log'),
    );
    if ('agentId' in event)
      mailChange(event).catch((err: unknown) =>
        deps.log.error({ err }, 'an agent could not be told of a change to their account'),
      );
    if (event.kind !== 'guessing') return deps.log.info({ event }, 'account');
    if (Date.now() - (told.get(event.email) ?? 0) < TOLD_AGAIN_AFTER_MS) return;
    told.set(event.email, Date.now());
    warn({ ...deps, send }, event.email).catch((err: unknown) =>
      deps.log.error({ err }, 'an owner could not be told of guessing'),
    );
  };
}

const isOwn = (kind: AccountEvent['kind']): kind is OwnEvent => OWN_EVENTS.some((each) => each === kind);

async function writeDown(db: Database, event: AccountEvent): Promise<void> {
  if (event.kind === 'signed_in')
    await recordOwnAct(db, { agentId: event.agentId, act: 'signed_in', network: event.address });
  else if ('agentId' in event && isOwn(event.kind))
    await recordOwnAct(db, { agentId: event.agentId, act: event.kind, network: null });
}

interface Warning {
  db: Database;
  send: SendAccountMail;
  log: Logger;
}

async function warn({ db, send, log }: Warning, email: string): Promise<void> {
  const agentId = await send({
    to: email,
    subject: 'Somebody tries passwords at your Throughline account',
    words: WORDS,
  });
  if (!agentId) return;
  log.warn({ event: { kind: 'guessing', agentId } }, 'account');
  await recordOwnAct(db, { agentId, act: 'guessing', network: null });
}

const WORDS = `There were many wrong passwords at your account in a row. Nobody got in by them, and further tries are slowed down.

If it was you: wait a minute, then try again. If not, and your password is used anywhere else, change it. Whoever runs this
installation finds the tries in its log.
`;
