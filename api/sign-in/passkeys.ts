import { passkey } from '@better-auth/passkey';
import { APIError } from 'better-auth/api';
import { z } from 'zod';
import { ownOrigins } from '../http/own-origins.ts';
import { personName } from './person-name.ts';

/** A passkey is both steps at once: the device, and the finger or the PIN that opened it. */
function demandVerified(verified: boolean | undefined): void {
  if (verified) return;
  throw new APIError('UNAUTHORIZED', {
    code: 'NOT_VERIFIED',
    message: 'This passkey did not ask who you are: use one with a PIN, a fingerprint or a face.',
  });
}

/** WebAuthn, for the host that PUBLIC_URL names. The library itself would take a passkey that asks nobody anything. */
export const passkeys = (publicUrl: string) =>
  passkey({
    rpName: 'Throughline',
    rpID: new URL(publicUrl).hostname,
    origin: ownOrigins(publicUrl),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    registration: {
      afterVerification: ({ verification }) => demandVerified(verification.registrationInfo?.userVerified),
    },
    authentication: {
      afterVerification: ({ verification }) => demandVerified(verification.authenticationInfo.userVerified),
    },
  });

const named = z.looseObject({ name: personName.optional() });

/** What a passkey is called is shown in lists, as a person's name is. */
export function passkeyName(body: unknown) {
  const parsed = named.safeParse(body);
  if (!parsed.success)
    throw new APIError('BAD_REQUEST', { code: 'BAD_INPUT', message: parsed.error.issues[0]?.message ?? '' });
  return { context: { body: parsed.data } };
}
