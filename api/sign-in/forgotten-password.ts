import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { emailAddress } from '../../domain/contract/schemas.ts';
import type { Database } from '../../db/connection/database.ts';
import { hasPassword } from '../../db/project/ways-to-sign-in.ts';
import type { AgentId } from '../../domain/ids.ts';
import type { AccountEvent } from './account-events.ts';
import type { SendAccountMail } from './account-mail.ts';
import { atMost } from './limits/at-most.ts';
import { countedAs } from './counted-as.ts';
import { addressOf, type HookContext } from './hook-context.ts';

/** Long enough for a slow mail, short for a mailbox that somebody else may read later. */
const LINK_LIVES_MS = 30 * 60_000;
/**
 * Whoever names somebody's address again and again fills no mailbox. The window is shorter than a link lives: whoever asks in vain has one
 * that is good for ten minutes still.
 */
const MAILS = 3;
const MAILS_WITHIN_SECONDS = 20 * 60;

interface Asked {
  email: string;
  network: string;
}

const asked = z.object({ email: emailAddress });

export interface ForgottenDependencies {
  db: Database;
  publicUrl: string;
  /** What the OpenID provider is called; null: there is none. */
  providerName: string | null;
  send: SendAccountMail;
  onEvent(event: AccountEvent): void;
  /** Hears of a mail that did not leave. */
  onFailure(error: unknown): void;
}

export const resetIdentifier = (token: string): string => `reset-password:${token}`;

/**
 * Mails a link to whoever forgot their password. The answer is the same and as fast whether the address is an agent's or not:
 * it is given before anybody looks.
 */
export function forgottenPassword(deps: ForgottenDependencies) {
  const { publicUrl, providerName, send, onEvent } = deps;
  const mayBeMailed = atMost(MAILS, { seconds: MAILS_WITHIN_SECONDS });

  function ask(ctx: HookContext) {
    const parsed = asked.safeParse(ctx.body);
    if (!parsed.success) return;
    const email = parsed.data.email.toLowerCase();
    onEvent({ kind: 'password_forgotten', address: addressOf(ctx) });
    setImmediate(() => {
      mailLink(ctx.context, { email, network: addressOf(ctx) }).catch(deps.onFailure);
    });
    return ctx.json({ status: true });
  }

  async function mailLink(
    { internalAdapter }: HookContext['context'],
    { email, network }: Asked,
  ): Promise<void> {
    if (!(await mayBeMailed(await countedAs(deps.db, { email, network })))) return;
    const found = await internalAdapter.findUserByEmail(email);
    if (!found) return;
    const agentId = found.user.id as AgentId;
    const subject = 'A new password for your Throughline account';
    onEvent({ kind: 'password_mailed', agentId });
    if (providerName && !(await hasPassword(deps.db, agentId)))
      return void (await send({ to: email, subject, words: noPassword(providerName) }));
    const token = randomBytes(32).toString('base64url');
    await internalAdapter.createVerificationValue({
      value: agentId,
      identifier: resetIdentifier(token),
      expiresAt: new Date(Date.now() + LINK_LIVES_MS),
    });
    // Behind `#`: no proxy's log and no Referer ever holds it.
    const link = `${publicUrl}/sign-in/new-password#${token}`;
    await send({ to: email, subject, words: wordsOf(link) });
  }

  return { ask };
}

const wordsOf = (
  link: string,
) => `Somebody, hopefully you, asked for a new password for your account. Choose it here:

${link}

The link works once, for 30 minutes. It ends every session of yours when it is used.

If it was not you, there is nothing to do: your password stays as it is.
`;

const noPassword = (
  provider: string,
) => `Somebody, hopefully you, asked for a new password for your account. It has none:
sign in with ${provider}, on the sign-in page.

If it was not you, there is nothing to do.
`;
