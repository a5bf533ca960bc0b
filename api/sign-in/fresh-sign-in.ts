import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint, getSessionFromCtx, sensitiveSessionMiddleware } from 'better-auth/api';
import { z } from 'zod';
import type { Database } from '../../db/connection/database.ts';
import { findProvenAt, markProven } from '../../db/project/sessions.ts';
import { isFresh } from '../../domain/fresh-sign-in.ts';
import type { HookContext } from './hook-context.ts';

/** Ways in that somebody at an unlocked machine could add or take away. */
export const DANGEROUS = new Set([
  '/passkey/generate-register-options',
  '/passkey/verify-registration',
  '/passkey/delete-passkey',
]);

/** @throws APIError when whoever holds the session has not proved lately who they are. */
export async function demandFresh(db: Database, ctx: HookContext): Promise<void> {
  const session = await getSessionFromCtx(ctx);
  if (!session) return;
  const provenAt = await findProvenAt(db, session.session.id);
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
