/** Five wrong passwords a minute from one address: slow for a guesser, enough for a person with two keyboards. */
const SIGN_IN_LIMIT = { window: 60, max: 5 };
/** Passkeys and providers cannot be guessed; each of these asks the database, or the provider. */
const BEGIN_LIMIT = { window: 60, max: 30 };

/** In seconds, from one network. What is not here may be asked for a hundred times in ten seconds. */
export const AUTH_LIMITS = {
  '/sign-in/email': SIGN_IN_LIMIT,
  '/request-password-reset': SIGN_IN_LIMIT,
  '/reset-password': SIGN_IN_LIMIT,
  // These ask for the password of whoever is signed in already.
  '/change-password': SIGN_IN_LIMIT,
  '/prove': SIGN_IN_LIMIT,
  '/two-factor/enable': SIGN_IN_LIMIT,
  '/two-factor/disable': SIGN_IN_LIMIT,
  '/two-factor/generate-backup-codes': SIGN_IN_LIMIT,
  // Codes, which the second step counts for the account too.
  '/two-factor/verify-totp': { window: 60, max: 10 },
  '/two-factor/verify-backup-code': SIGN_IN_LIMIT,
  '/sign-in/social': BEGIN_LIMIT,
  '/callback/*': BEGIN_LIMIT,
  '/passkey/*': BEGIN_LIMIT,
};

/** What the library and its plugins offer besides, and nobody here uses. */
export const UNUSED_PATHS = [
  ...['/two-factor/send-otp', '/two-factor/verify-otp', '/two-factor/get-totp-uri'],
  ...['/passkey/list-user-passkeys', '/list-accounts', '/link-social', '/unlink-account'],
  ...['/get-access-token', '/refresh-token', '/account-info', '/verify-password'],
  ...['/list-sessions', '/revoke-session', '/revoke-sessions', '/revoke-other-sessions', '/update-session'],
  ...['/send-verification-email', '/verify-email', '/change-email', '/delete-user'],
];
