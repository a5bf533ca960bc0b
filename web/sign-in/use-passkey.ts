import { startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser';
import { askAuth, type AuthAnswer } from '../live/ask-auth.ts';

type AuthenticationOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];
type RegistrationOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];

/** Signs in with a passkey that the browser offers. */
export async function signInWithPasskey(): Promise<AuthAnswer> {
  const begun = await askAuth('/passkey/generate-authenticate-options');
  if (!begun.ok) return begun;
  const asked = begun.body as unknown as AuthenticationOptions;
  return withDevice(async () => {
    // The library asks for it where it is easy; a passkey that asked nobody anything is refused afterwards.
    const response = await startAuthentication({ optionsJSON: { ...asked, userVerification: 'required' } });
    return askAuth('/passkey/verify-authentication', { response });
  });
}

/** Makes a passkey on this device, or one near it, from what the api asked for. */
export function makePasskey(asked: Record<string, unknown>, name: string): Promise<AuthAnswer> {
  return withDevice(async () => {
    const response = await startRegistration({ optionsJSON: asked as unknown as RegistrationOptions });
    return askAuth('/passkey/verify-registration', { response, name });
  });
}

async function withDevice(run: () => Promise<AuthAnswer>): Promise<AuthAnswer> {
  try {
    return await run();
  } catch (error) {
    return { ok: false, code: 'DEVICE', words: deviceWords(error) };
  }
}

function deviceWords(error: unknown): string {
  const code = error instanceof WebAuthnError ? error.code : '';
  if (code === 'ERROR_INVALID_DOMAIN' || code === 'ERROR_INVALID_RP_ID')
    return `Passkeys belong to a name, and ${location.hostname} is not the one this installation has. Open it at its own address.`;
  if (code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
    return 'This device has a passkey of yours already.';
  if (typeof PublicKeyCredential === 'undefined') return 'This browser knows no passkeys here.';
  return 'No passkey was used. Try again, or go another way.';
}
