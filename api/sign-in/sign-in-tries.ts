import { APIError } from 'better-auth/api';
import { z } from 'zod';
import { addressesOfSessions } from '../../db/project/agents.ts';
import type { Database } from '../../db/connection/database.ts';
import { subscriber } from '../http/client-address.ts';
import type { AccountEvent } from './account-events.ts';
import { addressOf, type HookContext } from './hook-context.ts';
import { SignInGuard } from './sign-in-guard.ts';

const credentials = z.object({ email: z.string() });

/** Counts tries at passwords, and refuses those that come too fast. */
export function signInTries({ db, onEvent }: { db: Database; onEvent(event: AccountEvent): void }) {
  const guard = new SignInGuard();

  async function admit(ctx: HookContext): Promise<void> {
    const parsed = credentials.safeParse(ctx.body);
    if (!parsed.success) return;
    const { email } = parsed.data;
    const address = addressOf(ctx);
    const { checks, warn, waitMs } = guard.begin(await countedAs(email, address));
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

  return { admit, succeeded };
}
