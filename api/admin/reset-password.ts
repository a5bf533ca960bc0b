import { randomBytes } from 'node:crypto';
import { endSessions, findAccount, setPassword } from '../../db/project/accounts.ts';
import { recordOwnAct } from '../../db/project/audit.ts';
import type { AdminVerb } from './verb.ts';

export const resetPassword: AdminVerb = {
  takes: 'EMAIL',
  does: 'gives EMAIL a new password, printed once, and ends all their sessions',
  run: async ({ db, say, hashPassword }, { words: [address = ''] }) => {
    const account = await findAccount(db, address.toLowerCase());
    if (!account) {
      say(`There is no account for “${address}”.`);
      return false;
    }
    const password = randomBytes(15).toString('base64url');
    const passwordHash = await hashPassword(password);
    await db.transaction(async (tx) => {
      await setPassword(tx, { agentId: account.id, passwordHash });
      await endSessions(tx, account.id);
      await recordOwnAct(tx, { agentId: account.id, act: 'password_reset_by_shell', network: null });
    });
    say(`${account.name} signs in with this password, which is shown only now. They should change it then.`);
    say(password);
    return true;
  },
};
