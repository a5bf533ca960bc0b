import { APIError, getSessionFromCtx } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins';
import { z } from 'zod';
import { atMost } from './limits/at-most.ts';
import type { HookContext } from './hook-context.ts';

/** A code lives 30 seconds, and one clock may differ from another by as much in either direction. */
const CODE_LIVES_SECONDS = 90;

const withCode = z.looseObject({ code: z.string().max(64) });

/**
 * TOTP (RFC 6238) and recovery codes. Both are encrypted; five wrong codes end a sign-in, ten in a row close the second step for
 * a quarter of an hour.
 */
export const secondStep = () => twoFactor({ issuer: 'Throughline' });

/** What the library leaves open: a code that was read over a shoulder is good once (RFC 6238, 5.2), and no device is trusted. */
export function secondStepRules() {
  const isNew = atMost(1, { seconds: CODE_LIVES_SECONDS });
  return async (ctx: HookContext) => {
    const parsed = withCode.safeParse(ctx.body);
    if (!parsed.success) return;
    const code = parsed.data.code.trim();
    const agentId = (await whoIsSigningIn(ctx)) ?? (await getSessionFromCtx(ctx))?.user.id;
    if (agentId && !(await isNew(`${agentId} ${code}`)))
      throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE', message: 'Invalid code' });
    return { context: { body: { ...parsed.data, code, trustDevice: false } } };
  };
}

/** Whose password was right a moment ago; null when nobody's, or somebody is signed in. */
async function whoIsSigningIn(ctx: HookContext): Promise<string | null> {
  const { name } = ctx.context.createAuthCookie('two_factor');
  const pending = await ctx.getSignedCookie(name, ctx.context.secret);
  const found = pending ? await ctx.context.internalAdapter.findVerificationValue(pending) : null;
  return found?.value ?? null;
}
