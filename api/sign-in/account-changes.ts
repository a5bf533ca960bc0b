import { findAddress } from '../../db/project/agents.ts';
import type { Database } from '../../db/connection/database.ts';
import type { AgentId } from '../../domain/ids.ts';
import type { AuditAct } from '../../domain/project/audit.ts';
import type { SendAccountMail } from './account-mail.ts';
import { atMost } from './limits/at-most.ts';

/** What an agent hears of by mail, because whoever took over their session would not tell them. */
const CHANGES = {
  password_changed: ['Your Throughline password was changed', 'The password of your account was changed.'],
  password_reset: ['Your Throughline password was changed', 'A new password was set by a link from a mail.'],
  password_reset_by_shell: [
    'Your Throughline password was changed',
    'Whoever runs this installation gave your account a new password, and every session of yours has ended.',
  ],
  second_step_on: [
    'An authenticator was set up for your Throughline account',
    'From now on a sign-in by password asks for a code of that authenticator.',
  ],
  second_step_off: [
    'The authenticator was removed from your Throughline account',
    'A sign-in by password asks for no code any more.',
  ],
  second_steps_removed_by_shell: [
    'The second steps were removed from your Throughline account',
    'Whoever runs this installation gave it a new password and removed its authenticator and all of its passkeys.',
  ],
  recovery_code_used: [
    'A recovery code of your Throughline account was used',
    'Somebody signed in with one of your recovery codes. It is worth nothing any more.',
  ],
  passkey_added: [
    'A passkey was added to your Throughline account',
    'It signs in without your password. Your account lists it.',
  ],
  passkey_removed: ['A passkey was removed from your Throughline account', 'It signs nobody in any more.'],
} as const satisfies Partial<Record<AuditAct, readonly [subject: string, happened: string]>>;

type Change = keyof typeof CHANGES;
const isTold = (kind: string): kind is Change => Object.hasOwn(CHANGES, kind);

const ADVICE = `If it was you, there is nothing to do. If not, somebody else can sign in as you: set a new password by “Forgot your password?”, then look
through Your account for passkeys and sessions that are not yours, and tell whoever runs this installation.
`;

/** Tells an agent what changed about their account; nothing in the mail is secret. Once a minute of a kind, however often it happens. */
export function createChangeMail({ db, send }: { db: Database; send: SendAccountMail }) {
  const isNew = atMost(1, { seconds: 60 });
  return async ({ kind, agentId }: { kind: string; agentId: AgentId }): Promise<void> => {
    if (!isTold(kind) || !(await isNew(`${kind} ${agentId}`))) return;
    const to = await findAddress(db, agentId);
    if (!to) return;
    const [subject, happened] = CHANGES[kind];
    await send({ to, subject, words: `${happened}\n\n${ADVICE}` });
  };
}
