import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { z } from 'zod';
import { addressesOfSessions } from '../../db/project/agents.ts';
import type { Database } from '../../db/connection/database.ts';
import { personName } from './person-name.ts';
import type { AgentId } from '../../domain/ids.ts';
import { isStrongPassword, STRONG_PASSWORD } from '../../password-strength.ts';
import type { AccountEvent } from './account-events.ts';
import { subscriber } from '../http/client-address.ts';
import { SignInGuard } from './sign-in-guard.ts';

interface RuleDependencies {
  db: Database;
  onEvent(event: AccountEvent): void;
}

const credentials = z.object({ email: z.string() });
const newPassword = z.object({ newPassword: z.string() });
/** All that agents may change of themselves by this road. */
const ownName = z.strictObject({ name: personName });

/** What holds for signing in and for accounts besides the library's own rules. */
export function authRules({ db, onEvent }: RuleDependencies) {
  const guard = new SignInGuard();
  const before = createAuthMiddleware(async (ctx) => {
    if (ctx.path === '/sign-in/email') return admitTry(ctx.body, addressOf(ctx.headers));
    if (ctx.path === '/change-password') return changePassword(await getSessionFromCtx(ctx), ctx.body);
    if (ctx.path === '/update-user') return takeName(ctx.body);
  });
  const after = createAuthMiddleware(async (ctx) => {
    const { newSession, returned } = ctx.context;
    const failed = returned instanceof Error;
    if (ctx.path === '/sign-in/email') {
      const address = addressOf(ctx.headers);
      if (!newSession) return onEvent({ kind: 'sign_in_failed', address });
      const { email, id } = newSession.user;
      guard.succeeded(await countedAs(email, address, newSession.session.id));
      onEvent({ kind: 'signed_in', agentId: id as AgentId, address });
    } else if (ctx.path === '/change-password' && !failed && newSession) {
      onEvent({ kind: 'password_changed', agentId: newSession.user.id as AgentId });
    }
  });

  async function admitTry(body: unknown, address: string): Promise<void> {
    const parsed = credentials.safeParse(body);
    if (!parsed.success) return;
    const { email } = parsed.data;
    const { checks, warn, waitMs } = guard.begin(await countedAs(email, address));
    if (warn) onEvent({ kind: 'guessing', email: email.toLowerCase() });
    if (checks) return;
    onEvent({ kind: 'sign_in_refused', address });
    const message = 'Too many tries. Wait a minute, then try again.';
    const seconds = String(Math.ceil(waitMs / 1_000));
    throw new APIError('TOO_MANY_REQUESTS', { code: 'SLOW_DOWN', message }, { 'Retry-After': seconds });
  }

  /** As it was when the try began: the session that it made does not make its network known. */
  async function countedAs(email: string, address: string, made?: string): Promise<string> {
    const account = email.toLowerCase();
    const known = (await addressesOfSessions(db, account, made)).some((each) => subscriber(each) === address);
    return known ? `${account} ${address}` : account;
  }

  return { before, after };
}

/** A changed password ends every session but the one that changed it, whatever was asked. */
function changePassword(session: { user: { email: string; name: string } } | null, body: unknown) {
  const parsed = newPassword.safeParse(body);
  if (!session || !parsed.success) return;
  const { email, name } = session.user;
  if (!isStrongPassword(parsed.data.newPassword, [email, name])) {
    throw new APIError('BAD_REQUEST', {
      code: 'WEAK_PASSWORD',
      message: `A password must be ${STRONG_PASSWORD}.`,
    });
  }
  return { context: { body: { ...(body as object), revokeOtherSessions: true } } };
}

function takeName(body: unknown) {
  const parsed = ownName.safeParse(body);
  if (!parsed.success) {
    throw new APIError('BAD_REQUEST', { code: 'BAD_INPUT', message: parsed.error.issues[0]?.message ?? '' });
  }
  return { context: { body: parsed.data } };
}

const addressOf = (headers: Headers | undefined) => headers?.get('x-client-address') ?? 'unknown';
