import { APIError } from 'better-auth/api';
import { z } from 'zod';
import { isStrongPassword, STRONG_PASSWORD } from '../../password-strength.ts';
import type { HookContext } from './hook-context.ts';
import { resetIdentifier } from './forgotten-password.ts';

const newPassword = z.object({ newPassword: z.string() });
const resetting = newPassword.extend({ token: z.string() });

interface Person {
  email: string;
  name: string;
}

/** A changed password ends every session but the one that changed it, whatever was asked. */
export function changePassword(session: { user: Person } | null, body: unknown) {
  const parsed = newPassword.safeParse(body);
  if (!session || !parsed.success) return;
  demandStrength(parsed.data.newPassword, session.user);
  return { context: { body: { ...(body as object), revokeOtherSessions: true } } };
}

/** As strong as a changed one. A weak one costs no link. */
export async function resetPassword({ body, context }: HookContext): Promise<void> {
  const parsed = resetting.safeParse(body);
  if (!parsed.success) return;
  const { token, newPassword } = parsed.data;
  const found = await context.internalAdapter.findVerificationValue(resetIdentifier(token));
  const person = found && (await context.internalAdapter.findUserById(found.value));
  if (person) demandStrength(newPassword, person);
}

function demandStrength(password: string, { email, name }: Person): void {
  if (isStrongPassword(password, [email, name])) return;
  throw new APIError('BAD_REQUEST', {
    code: 'WEAK_PASSWORD',
    message: `A password must be ${STRONG_PASSWORD}.`,
  });
}
