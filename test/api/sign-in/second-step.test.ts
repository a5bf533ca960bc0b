import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { secondSteps, sessions } from '../../../db/schema/schema.ts';
import { AuthClient } from '../../support/people/auth-client.ts';
import { newAgent } from '../../support/people/new-agent.ts';
import { secretOf, totpOf } from '../../support/people/totp.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

let product: Product;
let networks = 0;

beforeAll(async () => {
  product = await startProduct({ worker: false });
});
afterAll(() => product?.[Symbol.asyncDispose]());

const browser = () => new AuthClient(product, `203.0.113.${++networks}`);

/** An agent with an authenticator. */
async function withAuthenticator() {
  const who = await newAgent(product);
  const client = browser();
  await client.signIn(who);
  const { json } = await client.post('/two-factor/enable', { password: who.password });
  const secret = secretOf(String(json['totpURI']));
  const codes = json['backupCodes'] as string[];
  expect((await client.post('/two-factor/verify-totp', { code: totpOf(secret) })).status).toBe(200);
  return { who, client, secret, codes };
}

it('asks for no code before a first one has shown that the authenticator works', async () => {
  const who = await newAgent(product);
  const client = browser();
  await client.signIn(who);
  expect((await client.post('/two-factor/enable', { password: 'wrong' })).json['code']).toBe(
    'INVALID_PASSWORD',
  );
  expect((await client.post('/two-factor/enable', { password: who.password })).status).toBe(200);
  expect((await client.post('/two-factor/verify-totp', { code: '000000' })).json['code']).toBe(
    'INVALID_CODE',
  );
  const other = browser();
  await other.signIn(who);
  expect(await other.isSignedIn()).toBe(true);
});

it('lets the password alone in no more, and takes each code once', async () => {
  const { who, secret } = await withAuthenticator();
  const client = browser();
  expect((await client.signIn(who)).json['twoFactorRedirect']).toBe(true);
  expect(await client.isSignedIn()).toBe(false);
  const code = totpOf(secret, 1);
  expect((await client.post('/two-factor/verify-totp', { code, trustDevice: true })).status).toBe(200);
  expect(await client.isSignedIn()).toBe(true);
  expect(client.cookie).not.toContain('trust_device');
  const shoulder = browser();
  await shoulder.signIn(who);
  expect((await shoulder.post('/two-factor/verify-totp', { code })).json['code']).toBe('INVALID_CODE');
  expect(await shoulder.isSignedIn()).toBe(false);
});

it('takes each recovery code once, and none of the old ones after new ones were made', async () => {
  const { who, client, codes } = await withAuthenticator();
  const use = async (code = '') => {
    const next = browser();
    await next.signIn(who);
    await next.post('/two-factor/verify-backup-code', { code });
    return next.isSignedIn();
  };
  expect([await use(codes[0]), await use(codes[0]), await use(codes[1])]).toEqual([true, false, true]);
  const { json } = await client.post('/two-factor/generate-backup-codes', { password: who.password });
  const fresh = json['backupCodes'] as string[];
  expect([await use(codes[2]), await use(fresh[0])]).toEqual([false, true]);
});

it('ends a sign-in after five wrong codes, and closes the step after ten, the right one too', async () => {
  const { who, secret } = await withAuthenticator();
  let wrong = 0;
  for (let round = 0; round < 2; round++) {
    const client = browser();
    await client.signIn(who);
    for (let times = 0; times < 5; times++)
      await client.post('/two-factor/verify-totp', { code: String(++wrong).padStart(6, '0') });
    const { json } = await client.post('/two-factor/verify-totp', {
      code: round ? String(++wrong).padStart(6, '0') : totpOf(secret, -1),
    });
    expect(['TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE', 'ACCOUNT_TEMPORARILY_LOCKED']).toContain(json['code']);
  }
  const client = browser();
  await client.signIn(who);
  const { json } = await client.post('/two-factor/verify-totp', { code: totpOf(secret, 1) });
  expect(json['code']).toBe('ACCOUNT_TEMPORARILY_LOCKED');
});

it('is turned off by the password only, and keeps its secret where nobody can read it', async () => {
  const { who, client, secret, codes } = await withAuthenticator();
  const { db } = product.database;
  const row = (await db.select().from(secondSteps).where(eq(secondSteps.userId, who.id)))[0];
  const kept = JSON.stringify(row);
  for (const clear of [secret, codes[0] ?? '']) expect(kept).not.toContain(clear);
  expect((await client.post('/two-factor/disable', { password: 'wrong' })).status).toBe(400);
  expect((await client.post('/two-factor/disable', { password: who.password })).status).toBe(200);
  expect(await db.select().from(secondSteps).where(eq(secondSteps.userId, who.id))).toEqual([]);
  const next = browser();
  await next.signIn(who);
  expect(await next.isSignedIn()).toBe(true);
});

it('asks who it is once more before a way in is added or taken away, ten minutes after signing in', async () => {
  const who = await newAgent(product);
  const client = browser();
  await client.signIn(who);
  const begin = () => client.ask('/passkey/generate-register-options');
  expect((await begin()).status).toBe(200);
  const long = { provenAt: new Date(Date.now() - 11 * 60_000) };
  await product.database.db.update(sessions).set(long).where(eq(sessions.userId, who.id));
  expect((await begin()).json['code']).toBe('NOT_FRESH');
  expect((await client.post('/passkey/delete-passkey', { id: 'any' })).json['code']).toBe('NOT_FRESH');
  expect((await client.post('/prove', { password: 'wrong' })).json['code']).toBe('INVALID_PASSWORD');
  expect((await begin()).json['code']).toBe('NOT_FRESH');
  expect((await client.post('/prove', { password: who.password })).status).toBe(200);
  expect((await begin()).status).toBe(200);
});
