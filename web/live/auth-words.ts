/** What a person should read, by the code that the api refused with. */
const WORDS: Record<string, string> = {
  UNREACHABLE: 'Throughline cannot be reached right now. Check your connection, then try again.',
  SLOW_DOWN: 'Too many tries. Wait a minute, then try again.',
  INVALID_EMAIL_OR_PASSWORD: 'This email and password do not match.',
  INVALID_PASSWORD: 'This is not your password.',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'Your account has no password. Ask for one with “Forgot your password?”.',
  INVALID_TOKEN: 'This link was used already, or is older than 30 minutes. Ask for a new one.',
  INVALID_CODE: 'This code is wrong, or was used already. Wait for the next one.',
  INVALID_BACKUP_CODE: 'This is none of your unused recovery codes.',
  INVALID_TWO_FACTOR_COOKIE: 'This took too long. Sign in with your password again.',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'Too many wrong codes. Sign in with your password again.',
  ACCOUNT_TEMPORARILY_LOCKED: 'Too many wrong codes. Wait a quarter of an hour, then sign in again.',
  TOTP_ALREADY_ENABLED: 'An authenticator is set up already. Turn it off first.',
  PASSKEY_NOT_FOUND: 'This passkey is not known here. Sign in another way.',
  CHALLENGE_NOT_FOUND: 'This took too long. Try again.',
  AUTHENTICATION_FAILED: 'This passkey was not accepted. Try again, or sign in another way.',
  PROVIDER_NOT_FOUND:
    'The provider does not answer right now. Try again in a minute, or sign in another way.',
};

/** Those whose words only the api knows. */
const OWN_WORDS = ['WEAK_PASSWORD', 'BAD_INPUT', 'NOT_VERIFIED', 'NOT_FRESH', 'NOT_STRONG'];

export function authWords(code: string, message?: unknown): string {
  if (OWN_WORDS.includes(code) && typeof message === 'string') return message;
  return WORDS[code] ?? 'This was refused. Try again.';
}
