import { APIError, getSessionFromCtx } from 'better-auth/api';
import { z } from 'zod';
import { addressesOfSessions } from '../../db/project/agents.ts';
import type { Database } from '../../db/connection/database.ts';
import { subscriber } from '../http/client-address.ts';
import type { AccountEvent } from './account-events.ts';
import { addressOf, type HookContext } from './hook-context.ts';
import { SignInGuard } from './sign-in-guard.ts';

const credentials = z.object({ email: z.string() });

const again = (email: string) => `${email.toLowerCase()} again`;

/** Counts tries at passwords, and refuses those that come too fast. */
export function signInTries({ db, onEvent }: { db: Database; onEvent(event: AccountEvent): void }) {
  const guard = new SignInGuard();

  async function admit(ctx: HookContext): Promise<void> {
    const parsed = credentials.safeParse(ctx.body);
    if (!parsed.success) return;
    const { email } = parsed.data;
    begin(await countedAs(email, addressOf(ctx)), email, addressOf(ctx));
  }

  /** The password once more, in a session that may be stolen: counted by account, whatever network it comes from. */
  async function admitAgain(ctx: HookContext): Promise<void> {
    const session = await getSessionFromCtx(ctx);
    if (session) begin(again(session.user.email), session.user.email, addressOf(ctx));
  }

  function begin(account: string, email: string, address: string): void {
    const { checks, warn, waitMs } = guard.begin(account);
    if (warn) onEvent({ kind: 'guessing', email: email.toLowerCase() });
    if (checks) return;
    onEvent({ kind: 'sign_in_refused', address });
    const message = 'Too many tries. Wait a minute, then try again.';
    const seconds = String(Math.ceil(waitMs / 1_000));
    throw new APIError('TOO_MANY_REQUESTS', { code: 'SLOW_DOWN', message }, { 'Retry-After': seconds });
  }

  /** `made`: the session that the right password made. */
  async function succeeded({ email, address, made }: { email: string; address: string; made: string }) {
    guard.succeeded(await countedAs(email, address, made));
  }

  /** As it was when the try began: the session that it made does not make its network known. */
  async function countedAs(email: string, address: string, made?: string): Promise<string> {
    const account = email.toLowerCase();
    const known = (await addressesOfSessions(db, account, made)).some((each) => subscriber(each) === address);
    return known ? `${account} ${address}` : account;
  }

  return { admit, admitAgain, succeeded, succeededAgain: (email: string) => guard.succeeded(again(email)) };
}
