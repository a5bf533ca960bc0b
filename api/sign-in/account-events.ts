import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { recordOwnAct } from '../../db/project/audit.ts';
import { findMailSender } from '../../db/project/agents.ts';
import type { Database } from '../../db/connection/database.ts';
import type { AgentId } from '../../domain/ids.ts';
import { formatAddress } from '../../domain/mail/address/mail-address.ts';
import { createProvider } from '../mail/provider/provider.ts';

/** What happened to an account; `guessing`: many tries at it in a row. Nothing in it was chosen by a stranger but the address asked for. */
export type AccountEvent =
  | { kind: 'signed_in'; agentId: AgentId; address: string }
  | { kind: 'sign_in_failed' | 'sign_in_refused'; address: string }
  | { kind: 'password_changed'; agentId: AgentId }
  | { kind: 'guessing'; email: string };

/** Not more than one mail a day, whoever guesses: it must not become a way to fill somebody's mailbox. */
const TOLD_AGAIN_AFTER_MS = 86_400_000;

/** Logs what happens to accounts, and tells an owner by mail when somebody seems to guess their password. */
export function createAccountEvents(deps: { db: Database; mail: Config['mail']; log: Logger }) {
  const told = new Map<string, number>();
  return (event: AccountEvent): void => {
    writeDown(deps.db, event).catch((err: unknown) =>
      deps.log.error({ err }, 'what happened to an account is not in the audit log'),
    );
    if (event.kind !== 'guessing') return deps.log.info({ event }, 'account');
    if (Date.now() - (told.get(event.email) ?? 0) < TOLD_AGAIN_AFTER_MS) return;
    told.set(event.email, Date.now());
    warn(deps, event.email).catch((err: unknown) =>
      deps.log.error({ err }, 'an owner could not be told of guessing'),
    );
  };
}

async function writeDown(db: Database, event: AccountEvent): Promise<void> {
  if (event.kind === 'signed_in')
    return recordOwnAct(db, { agentId: event.agentId, act: 'signed_in', network: event.address });
  if (event.kind === 'password_changed')
    return recordOwnAct(db, { agentId: event.agentId, act: 'password_changed', network: null });
}

async function warn(
  { db, mail, log }: { db: Database; mail: Config['mail']; log: Logger },
  email: string,
): Promise<void> {
  const found = await findMailSender(db, email);
  if (!found) return;
  log.warn({ event: { kind: 'guessing', agentId: found.agentId } }, 'account');
  await recordOwnAct(db, { agentId: found.agentId, act: 'guessing', network: null });
  await createProvider(mail).send({
    From: formatAddress({ email: found.supportAddress, name: found.projectName }),
    To: email,
    Subject: 'Somebody tries passwords at your Throughline account',
    TextBody: WORDS,
    MessageStream: 'outbound',
    Headers: [
      { Name: 'Auto-Submitted', Value: 'auto-generated' },
      { Name: 'X-Auto-Response-Suppress', Value: 'All' },
    ],
  });
}

const WORDS = `There were many wrong passwords at your account in a row. Nobody got in by them, and further tries are slowed down.

If it was you: wait a minute, then try again. If not, and your password is used anywhere else, change it. Whoever runs this
installation finds the tries in its log.
`;
