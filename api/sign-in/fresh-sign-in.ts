import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint, getSessionFromCtx, sensitiveSessionMiddleware } from 'better-auth/api';
import { z } from 'zod';
import type { Database } from '../../db/connection/database.ts';
import { findProvenAt, markProven } from '../../db/project/sessions.ts';
import { hasTakenStep, type Bearer } from '../../db/sign-in/admission.ts';
import { hasPasskey } from '../../db/project/ways-to-sign-in.ts';
import type { AgentId } from '../../domain/ids.ts';
import { isFresh } from '../../domain/sign-in/fresh-sign-in.ts';
import type { HookContext } from './hook-context.ts';

/** Ways in that somebody at an unlocked machine could add or take away. */
const PASSKEYS = [
  '/passkey/generate-register-options',
  '/passkey/verify-registration',
  '/passkey/delete-passkey',
];
/** A way in that takes the password along. */
const AUTHENTICATOR = '/two-factor/enable';

/** @throws APIError when whoever holds the session may not add or take away a way in. */
export async function guardWaysIn(db: Database, ctx: HookContext, provider: boolean): Promise<void> {
  const isOfPasskeys = PASSKEYS.includes(ctx.path);
  if (!isOfPasskeys && ctx.path !== AUTHENTICATOR) return;
  const session = await getSessionFromCtx(ctx);
  if (!session) return;
  await demandStronger(db, { agentId: session.user.id as AgentId, sessionId: session.session.id, provider });
  if (isOfPasskeys) await demandFresh(db, session.session.id);
}

/** Where an account has more than a password, the password alone changes nothing about how one gets in: it may be all that somebody learned. */
async function demandStronger(db: Database, who: Bearer): Promise<void> {
  if (!(await hasPasskey(db, who.agentId)) || (await hasTakenStep(db, who))) return;
  throw new APIError('FORBIDDEN', {
    code: 'NOT_STRONG',
    message: 'You came in with a password alone, and your account has a passkey: use it for this.',
  });
}

async function demandFresh(db: Database, sessionId: string): Promise<void> {
  const provenAt = await findProvenAt(db, sessionId);
  if (provenAt && isFresh(provenAt, Date.now())) return;
  throw new APIError('FORBIDDEN', {
    code: 'NOT_FRESH',
    message: 'Say who you are once more, then try again.',
  });
}

/** `POST /prove`: the password once more, which makes this session fresh. */
export function proof(db: Database) {
  return {
    id: 'proof',
    endpoints: {
      prove: createAuthEndpoint(
        '/prove',
        {
          method: 'POST',
          body: z.object({ password: z.string().max(128) }),
          use: [sensitiveSessionMiddleware],
        },
        async (ctx) => {
          const { user, session } = ctx.context.session;
          await ctx.context.password.checkPassword(user.id, ctx);
          await markProven(db, session.id);
          return ctx.json({ status: true });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
