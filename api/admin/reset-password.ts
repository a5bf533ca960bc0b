import { randomBytes } from 'node:crypto';
import { endSessions, findAccount, setPassword } from '../../db/project/accounts.ts';
import { recordOwnAct } from '../../db/project/audit.ts';
import { removeSecondSteps } from '../../db/sign-in/second-steps.ts';
import type { AgentId } from '../../domain/ids.ts';
import { createChangeMail } from '../sign-in/account-changes.ts';
import { createAccountMail } from '../sign-in/account-mail.ts';
import type { AdminDependencies, AdminVerb } from './verb.ts';

export const resetPassword: AdminVerb = {
  takes: 'EMAIL [--without-second-step]',
  does: 'gives EMAIL a new password, printed once, and ends all their sessions; without their authenticator and passkeys when those are lost, too',
  run: async (deps, { words: [address = ''], withoutSecondStep }) => {
    const { db, say, hashPassword } = deps;
    const account = await findAccount(db, address.toLowerCase());
    if (!account) {
      say(`There is no account for “${address}”.`);
      return false;
    }
    const password = randomBytes(15).toString('base64url');
    const passwordHash = await hashPassword(password);
    const { id: agentId } = account;
    const act = withoutSecondStep ? 'second_steps_removed_by_shell' : 'password_reset_by_shell';
    await db.transaction(async (tx) => {
      await setPassword(tx, { agentId, passwordHash });
      if (withoutSecondStep) await removeSecondSteps(tx, agentId);
      await endSessions(tx, agentId);
      await recordOwnAct(tx, { agentId, act: 'password_reset_by_shell', network: null });
      if (withoutSecondStep) await recordOwnAct(tx, { agentId, act, network: null });
    });
    say(`${account.name} signs in with this password, which is shown only now. They should change it then.`);
    if (withoutSecondStep)
      say('Their authenticator and passkeys are gone: they should set up one of them anew.');
    await mailChange(deps, { kind: act, agentId });
    say(password);
    return true;
  },
};

/** What was done stands, whether the mail leaves or not. */
async function mailChange(
  { db, config, say }: AdminDependencies,
  change: { kind: string; agentId: AgentId },
): Promise<void> {
  const send = createAccountMail({ db, mail: config.mail });
  await createChangeMail({ db, send })(change).catch(() =>
    say('The mail that tells them did not leave: tell them yourself.'),
  );
}
