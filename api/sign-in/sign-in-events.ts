import type { AgentId } from '../../domain/ids.ts';
import type { AccountEvent } from './account-events.ts';
import { addressOf, type HookContext } from './hook-context.ts';

/** What an agent who is signed in did by one request that went well. */
const OWN_ACTS = {
  '/change-password': 'password_changed',
  '/two-factor/disable': 'second_step_off',
  '/two-factor/generate-backup-codes': 'recovery_codes_made',
  '/passkey/verify-registration': 'passkey_added',
  '/passkey/delete-passkey': 'passkey_removed',
} as const;

/** What a request meant for an account, once it is answered. Passwords and second steps are counted elsewhere. */
export function eventsOf(ctx: HookContext, answer: unknown): AccountEvent[] {
  const { newSession, session } = ctx.context;
  if (answer instanceof Error && !newSession)
    return isSecondStep(ctx) && !session ? [{ kind: 'second_step_failed', address: addressOf(ctx) }] : [];
  const agentId = (newSession ?? session)?.user.id as AgentId | undefined;
  if (!agentId) return [];
  const act = OWN_ACTS[ctx.path as keyof typeof OWN_ACTS];
  if (act) return [{ kind: act, agentId }];
  const address = addressOf(ctx);
  if (ctx.path === '/passkey/verify-authentication')
    return [{ kind: 'signed_in', agentId, address, by: 'passkey' }];
  if (ctx.path === '/callback/:id') return [{ kind: 'signed_in', agentId, address, by: 'openid' }];
  if (!isSecondStep(ctx)) return [];
  if (session) return newSession ? [{ kind: 'second_step_on', agentId }] : [];
  const signedIn = { kind: 'signed_in', agentId, address, by: 'second_step' } as const;
  return ctx.path === '/two-factor/verify-backup-code'
    ? [{ kind: 'recovery_code_used', agentId }, signedIn]
    : [signedIn];
}

const isSecondStep = ({ path }: HookContext): boolean =>
  path === '/two-factor/verify-totp' || path === '/two-factor/verify-backup-code';
