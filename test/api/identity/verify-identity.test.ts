import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyIdentity } from '../../../api/identity/verify-identity.ts';
import type { TokenProblem } from '../../../domain/identity/identity.ts';

const OLD = { id: 'ids_0000000000000001', secret: 'an-older-secret-of-the-project-0123456789ab' } as const;
const NEW = { id: 'ids_0000000000000002', secret: 'the-newer-secret-of-the-project-0123456789a' } as const;
const WIDGET_KEY = 'pk_acme';

type Claims = { [Name in keyof JWTPayload]: JWTPayload[Name] | undefined };

const now = () => Math.floor(Date.now() / 1_000);
const key = (secret: string) => new TextEncoder().encode(secret);

const sign = (claims: Claims, secret: string = NEW.secret, alg = 'HS256') =>
  new SignJWT(JSON.parse(JSON.stringify({ sub: 'u-4711', exp: now() + 600, ...claims })) as JWTPayload)
    .setProtectedHeader({ alg })
    .sign(key(secret));

const verify = (token: string, secrets: readonly (typeof OLD | typeof NEW)[] = [OLD, NEW]) =>
  verifyIdentity(token, { secrets, widgetKey: WIDGET_KEY });

async function problemOf(token: string | Promise<string>, secrets?: Parameters<typeof verify>[1]) {
  const verified = await verify(await token, secrets);
  return 'problem' in verified ? verified.problem : null;
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token that the site signed', () => {
  it('says who is signed in, for as long as it says, by either of two secrets', async () => {
    const claims = { name: ' Kim\n Lee ', email: 'Kim@Example.ORG', email_verified: true };
    const exp = now() + 600;
    const verified = await verify(await sign({ ...claims, exp }, OLD.secret));
    expect(verified).toEqual({
      identity: { sub: 'u-4711', name: 'Kim Lee', email: 'kim@example.org', emailVerified: true },
      secretId: OLD.id,
      until: (exp + 30) * 1_000,
    });
    expect(await problemOf(sign({}))).toBeNull();
  });

  it('vouches for an address only by saying true, and what is no address is none', async () => {
    for (const claims of [
      { email: 'kim@example.org' },
      { email: 'kim@example.org', email_verified: 'true' },
      { email: 'kim@example.org', email_verified: 1 },
      { email: 'not an address', email_verified: true },
      { email: ['kim@example.org'], email_verified: true },
      { email_verified: true },
    ])
      expect(await verify(await sign(claims))).toMatchObject({ identity: { emailVerified: false } });
  });

  it('may name this widget as its audience, among others', async () => {
    expect(await problemOf(sign({ aud: ['shop', WIDGET_KEY] }))).toBeNull();
  });
});

describe('says nothing of anybody', () => {
  const REFUSED: [string, TokenProblem, () => Promise<string> | string][] = [
    [
      'without a signature',
      'algorithm',
      () => new UnsecuredJWT({ sub: 'u' }).setExpirationTime('5m').encode(),
    ],
    [
      'signed with a secret of another project',
      'signature',
      () => sign({}, 'a-secret-of-some-other-project-0123456789'),
    ],
    ['signed with nothing', 'signature', () => forged('HS256', '')],
    [
      'whose sub was changed',
      'signature',
      async () => (await sign({})).replace(/\.[^.]+\./, `.${encoded({ sub: 'admin', exp: now() + 60 })}.`),
    ],
    ['of another algorithm with the same secret', 'algorithm', () => sign({}, NEW.secret, 'HS512')],
    ['signed with a key pair', 'algorithm', () => byKeyPair()],
    ['after its end', 'expired', () => sign({ exp: now() - 60 })],
    ['without an end', 'no_end', () => sign({ exp: undefined })],
    ['with an end in text', 'no_end', () => forged('HS256', NEW.secret, { sub: 'u', exp: 'tomorrow' })],
    ['that lives for a week', 'no_end', () => sign({ exp: now() + 7 * 86_400 })],
    ['without a sub', 'no_sub', () => sign({ sub: undefined })],
    ['with an empty sub', 'no_sub', () => sign({ sub: '' })],
    ['with a number for a sub', 'no_sub', () => forged('HS256', NEW.secret, { sub: 7, exp: now() + 60 })],
    ['with a sub that no table holds', 'no_sub', () => sign({ sub: 'u\u0000' })],
    ['with an endless sub', 'no_sub', () => sign({ sub: 'u'.repeat(201) })],
    ['before its time', 'not_yet', () => sign({ nbf: now() + 3_600 })],
    ['for another widget', 'audience', () => sign({ aud: 'pk_other' })],
    ['that is none', 'malformed', () => 'a.b.c'],
  ];
  it.each(REFUSED)('a token %s', async (_, problem, token) => {
    expect(await problemOf(token())).toBe(problem);
  });

  it('any token, where the project has no secret, or not that one any more', async () => {
    expect(await problemOf(sign({}), [])).toBe('no_secret');
    expect(await problemOf(sign({}, OLD.secret), [NEW])).toBe('signature');
  });
});

function forged(alg: string, secret: string, claims: object = { sub: 'u', exp: now() + 60 }): string {
  const said = `${encoded({ alg, typ: 'JWT' })}.${encoded(claims)}`;
  return `${said}.${createHmac('sha256', secret).update(said).digest('base64url')}`;
}

function byKeyPair(): Promise<string> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return new SignJWT({ sub: 'u', exp: now() + 60 }).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
}
