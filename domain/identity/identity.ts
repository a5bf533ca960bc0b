/** What a site says of whoever is signed in there. */
export interface Identity {
  /** What the site calls them; never changed. */
  sub: string;
  name: string | null;
  /** Lower case. */
  email: string | null;
  /** The site knows that the address is theirs. One that is only claimed speaks for nobody. */
  emailVerified: boolean;
}

/** What a token may say at most. */
export const MAX_SUB = 200;
/** In seconds. A token that was taken from a page is of no use for long. */
export const MAX_TOKEN_LIFE = 24 * 3_600;
/** One that is being replaced, and the one that takes its place. */
export const MAX_SECRETS = 2;

/** Why a token says nothing of anybody, in words for whoever looks into the console of their page. */
export const TOKEN_PROBLEMS = {
  no_secret: 'This project has no secret for signed-in customers. Make one in its settings.',
  signature: 'The token is not signed with a secret of this project.',
  algorithm: 'Sign the token with HS256.',
  expired: 'The token has expired. Make a new one for each page.',
  no_end: 'The token needs “exp”, at most 24 hours from now.',
  no_sub: 'The token needs “sub”: a text of at most 200 characters.',
  audience: 'The token’s “aud” names another widget key.',
  not_yet: 'The token’s “nbf” is still to come.',
  malformed: 'This is no token (JWT).',
} as const;
export type TokenProblem = keyof typeof TOKEN_PROBLEMS;
