import { APIError, getSessionFromCtx } from 'better-auth/api';
import { z } from 'zod';
import type { Database } from '../../db/connection/database.ts';
import type { AccountEvent } from './account-events.ts';
import { countedAs } from './counted-as.ts';
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
    const network = addressOf(ctx);
    begin(await countedAs(db, { email, network }), email, network);
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

  /** `made`: the session that the right password made. Counted as it was when the try began. */
  async function succeeded(right: { email: string; network: string; made: string }) {
    guard.succeeded(await countedAs(db, right));
  }

  return { admit, admitAgain, succeeded, succeededAgain: (email: string) => guard.succeeded(again(email)) };
}
