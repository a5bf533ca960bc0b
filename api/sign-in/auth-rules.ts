import { createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import type { Database } from '../../db/connection/database.ts';
import { forgetPasskeyProofs, markProvenByPasskey } from '../../db/sign-in/second-steps.ts';
import type { AgentId } from '../../domain/ids.ts';
import type { AccountEvent } from './account-events.ts';
import { forgottenPassword, type ForgottenDependencies } from './forgotten-password.ts';
import { guardWaysIn } from './fresh-sign-in.ts';
import { addressOf, type HookContext } from './hook-context.ts';
import { changePassword, resetPassword } from './new-password.ts';
import { beginOpenId } from './open-id.ts';
import { passkeyName } from './passkeys.ts';
import { takeName } from './own-name.ts';
import { secondStepRules } from './second-step.ts';
import { eventsOf } from './sign-in-events.ts';
import { signInTries } from './sign-in-tries.ts';

interface RuleDependencies extends ForgottenDependencies {
  db: Database;
  onEvent(event: AccountEvent): void;
}

/** Where whoever is signed in says their password once more. */
const AGAIN = new Set(['/prove', '/change-password']);

type Rule = (ctx: HookContext) => unknown;

/** What holds for signing in and for accounts besides the library's own rules. */
export function authRules(deps: RuleDependencies) {
  const { db, onEvent } = deps;
  const tries = signInTries(deps);
  const { ask } = forgottenPassword(deps);
  const stepRule = secondStepRules();
  const rules: Record<string, Rule> = {
    '/sign-in/email': tries.admit,
    '/sign-in/social': ({ body }) => beginOpenId(body),
    '/request-password-reset': ask,
    '/reset-password': resetPassword,
    '/prove': tries.admitAgain,
    '/change-password': async (ctx) => {
      const changed = changePassword(await getSessionFromCtx(ctx), ctx.body);
      await tries.admitAgain(ctx);
      return changed;
    },
    '/update-user': (ctx) => takeName(db, ctx),
    '/two-factor/verify-totp': stepRule,
    '/two-factor/verify-backup-code': stepRule,
    '/passkey/verify-registration': ({ body }) => passkeyName(body),
    '/passkey/update-passkey': ({ body }) => passkeyName(body),
  };
  const before = createAuthMiddleware(async (ctx) => {
    await guardWaysIn(db, ctx, deps.providerName !== null);
    return rules[ctx.path]?.(ctx);
  });
  const after = createAuthMiddleware(async (ctx) => {
    if (ctx.path === '/sign-in/email') return triedPassword(ctx);
    if (AGAIN.has(ctx.path) && !(ctx.context.returned instanceof Error)) provedAgain(ctx);
    if (ctx.path === '/passkey/verify-authentication') await endReplaced(ctx);
    if (!(ctx.context.returned instanceof Error)) await keepProofs(ctx);
    for (const event of eventsOf(ctx, ctx.context.returned)) onEvent(event);
  });

  function provedAgain(ctx: HookContext): void {
    const person = (ctx.context.newSession ?? ctx.context.session)?.user;
    if (person) tries.succeededAgain(person.email);
  }

  /** A passkey that was made here is as good as one that was used; without any left, none was. */
  async function keepProofs({ path, context: { session } }: HookContext): Promise<void> {
    if (!session) return;
    if (path === '/passkey/verify-registration') await markProvenByPasskey(db, session.session.id);
    if (path === '/passkey/delete-passkey') await forgetPasskeyProofs(db, session.user.id as AgentId);
  }

  /** With a second step on, the right password has signed nobody in yet. */
  async function triedPassword(ctx: HookContext): Promise<void> {
    const { newSession } = ctx.context;
    const address = addressOf(ctx);
    if (!newSession) return onEvent({ kind: 'sign_in_failed', address });
    const { email, id, twoFactorEnabled } = newSession.user;
    await tries.succeeded({ email, network: address, made: newSession.session.id });
    const agentId = id as AgentId;
    if (twoFactorEnabled) onEvent({ kind: 'password_right', agentId, address });
    else onEvent({ kind: 'signed_in', agentId, address, by: 'password' });
  }

  return { before, after };
}

/** Whoever proves by a passkey who they are goes on in the new session; the one before it would only be left lying about. */
async function endReplaced(ctx: HookContext): Promise<void> {
  const { newSession, secret, internalAdapter, authCookies } = ctx.context;
  const token = newSession && (await ctx.getSignedCookie(authCookies.sessionToken.name, secret));
  const old = token ? await internalAdapter.findSession(token) : null;
  if (old && old.user.id === newSession?.user.id && token !== newSession.session.token)
    await internalAdapter.deleteSession(old.session.token);
}
