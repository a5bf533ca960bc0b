/** Five wrong passwords or codes a minute from one network: slow for a guesser, enough for a person with two keyboards. */
const WRONG_A_MINUTE = 5;
/** Codes, which the second step counts for the account too. */
const WRONG_CODES_A_MINUTE = 10;

/** How many may fail in a minute from one network. What goes well costs nothing: an office shares an address. */
export const MOST_WRONG: Readonly<Record<string, number>> = {
  '/sign-in/email': WRONG_A_MINUTE,
  '/reset-password': WRONG_A_MINUTE,
  // These ask for the password of whoever is signed in already.
  '/change-password': WRONG_A_MINUTE,
  '/prove': WRONG_A_MINUTE,
  '/two-factor/enable': WRONG_A_MINUTE,
  '/two-factor/disable': WRONG_A_MINUTE,
  '/two-factor/generate-backup-codes': WRONG_A_MINUTE,
  '/two-factor/verify-totp': WRONG_CODES_A_MINUTE,
  '/two-factor/verify-backup-code': WRONG_A_MINUTE,
};

/** What a hundred people behind one address ask for at the beginning of their day; each asks the database, or the provider. */
const A_MINUTE = { window: 60, max: 300 };

/** In seconds, from one network, whatever comes of it. What is not here may be asked for a hundred times in ten seconds. */
export const AUTH_LIMITS = {
  ...Object.fromEntries(Object.keys(MOST_WRONG).map((path) => [path, A_MINUTE])),
  // It looks the same whatever comes of it.
  '/request-password-reset': { window: 60, max: 5 },
  '/sign-in/social': A_MINUTE,
  '/callback/*': A_MINUTE,
  '/passkey/*': A_MINUTE,
};

/** What the library and its plugins offer besides, and nobody here uses. */
export const UNUSED_PATHS = [
  ...['/two-factor/send-otp', '/two-factor/verify-otp', '/two-factor/get-totp-uri'],
  ...['/passkey/list-user-passkeys', '/list-accounts', '/link-social', '/unlink-account'],
  ...['/get-access-token', '/refresh-token', '/account-info', '/verify-password'],
  ...['/list-sessions', '/revoke-session', '/revoke-sessions', '/revoke-other-sessions', '/update-session'],
  ...['/send-verification-email', '/verify-email', '/change-email', '/delete-user'],
];
