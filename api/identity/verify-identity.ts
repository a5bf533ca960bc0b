import { errors, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';
import { emailAddress } from '../../domain/contract/schemas.ts';
import { MAX_SUB, MAX_TOKEN_LIFE, type Identity, type TokenProblem } from '../../domain/identity/identity.ts';
import type { Id } from '../../domain/ids.ts';
import { MAX_NAME } from '../../domain/limits.ts';
import { storableText } from '../../domain/text/storable-text.ts';

export interface Secret {
  id: Id<'ids'>;
  secret: string;
}

export interface Verified {
  identity: Identity;
  /** Which secret signed it. */
  secretId: Id<'ids'>;
  /** When it ends, in milliseconds since 1970. */
  until: number;
}

/** In seconds: clocks of hosts differ. */
const TOLERANCE = 30;

/** What a table cannot hold would be another one's there. */
const subject = z
  .string()
  .min(1)
  .max(MAX_SUB)
  .refine((text) => text === storableText(text));
const name = z
  .string()
  .transform((text) => storableText(text).replace(/\s+/g, ' ').trim().slice(0, MAX_NAME) || null)
  .catch(null);
const email = emailAddress.nullable().catch(null);

/**
 * Who a token says is signed in: HS256 of one of these secrets and nothing else, whatever its header asks for.
 * @see https://www.rfc-editor.org/rfc/rfc8725
 */
export async function verifyIdentity(
  token: string,
  { secrets, widgetKey }: { secrets: readonly Secret[]; widgetKey: string },
): Promise<Verified | { problem: TokenProblem }> {
  let problem: TokenProblem = 'no_secret';
  for (const { id, secret } of secrets) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ['HS256'],
        clockTolerance: TOLERANCE,
        requiredClaims: ['exp', 'sub'],
      });
      return read(payload, { widgetKey, secretId: id });
    } catch (error) {
      problem = problemOf(error);
      if (problem !== 'signature') break;
    }
  }
  return { problem };
}

function read(
  payload: JWTPayload,
  { widgetKey, secretId }: { widgetKey: string; secretId: Id<'ids'> },
): Verified | { problem: TokenProblem } {
  const sub = subject.safeParse(payload.sub);
  if (!sub.success) return { problem: 'no_sub' };
  const { exp = 0, aud } = payload;
  if (exp > Date.now() / 1_000 + MAX_TOKEN_LIFE + TOLERANCE) return { problem: 'no_end' };
  if (aud !== undefined && ![aud].flat().includes(widgetKey)) return { problem: 'audience' };
  const claimed = email.parse(payload['email'] ?? null);
  const identity = {
    sub: sub.data,
    name: name.parse(payload['name']),
    email: claimed,
    emailVerified: claimed !== null && payload['email_verified'] === true,
  };
  return { identity, secretId, until: (exp + TOLERANCE) * 1_000 };
}

const OF_CLAIMS: Partial<Record<string, TokenProblem>> = { sub: 'no_sub', nbf: 'not_yet' };

function problemOf(error: unknown): TokenProblem {
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) return OF_CLAIMS[error.claim] ?? 'no_end';
  if (error instanceof errors.JOSEError) return 'malformed';
  throw error;
}
