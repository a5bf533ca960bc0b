import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { passkeys, sessions } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { AuthClient } from '../../support/people/auth-client.ts';
import { newAgent } from '../../support/people/new-agent.ts';
import { secretOf, totpOf } from '../../support/people/totp.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

let product: Product;
let networks = 0;
beforeAll(async () => (product = await startProduct({ worker: false })));
afterAll(() => product?.[Symbol.asyncDispose]());

/** Somebody who has just signed in with their password. */
async function signedIn({ passkey }: { passkey: boolean }) {
  const who = await newAgent(product);
  const { db } = product.database;
  const key = { credentialID: who.id, publicKey: 'a key', counter: 0, deviceType: 'singleDevice' };
  const row = { id: newId('passkey'), userId: who.id, ...key, backedUp: false };
  const browser = new AuthClient(product, `203.0.113.${++networks}`);
  await browser.signIn(who);
  if (passkey) await db.insert(passkeys).values(row);
  const code = async (answer: ReturnType<AuthClient['post']>) => (await answer).json['code'] ?? 'taken';
  return {
    who,
    browser,
    addPasskey: () => code(browser.ask('/passkey/generate-register-options')),
    removePasskey: () => code(browser.post('/passkey/delete-passkey', { id: row.id })),
    setUpAuthenticator: () => code(browser.post('/two-factor/enable', { password: who.password })),
  };
}

it('a password adds ways in where the account has nothing stronger', async () => {
  const { addPasskey, setUpAuthenticator } = await signedIn({ passkey: false });
  expect([await addPasskey(), await setUpAuthenticator()]).toEqual(['taken', 'taken']);
});

it('and changes none where there is a passkey, not even by way of an authenticator, until the passkey is shown', async () => {
  const { who, addPasskey, removePasskey, setUpAuthenticator } = await signedIn({ passkey: true });
  const acts = async () => [await addPasskey(), await setUpAuthenticator(), await removePasskey()];
  expect(await acts()).toEqual(['NOT_STRONG', 'NOT_STRONG', 'NOT_STRONG']);
  const { db } = product.database;
  await db.update(sessions).set({ provenBy: 'passkey' }).where(eq(sessions.userId, who.id));
  expect(await acts()).toEqual(['taken', 'taken', 'taken']);
});

it('a code after the password is as strong', async () => {
  const { who, browser } = await signedIn({ passkey: false });
  const { json } = await browser.post('/two-factor/enable', { password: who.password });
  const secret = secretOf(String(json['totpURI']));
  await browser.post('/two-factor/verify-totp', { code: totpOf(secret) });
  const { db } = product.database;
  const key = { credentialID: `${who.id}_2`, publicKey: 'a key', counter: 0, deviceType: 'singleDevice' };
  await db.insert(passkeys).values({ id: newId('passkey'), userId: who.id, ...key, backedUp: false });
  const elsewhere = new AuthClient(product, `203.0.113.${++networks}`);
  await elsewhere.signIn(who);
  await elsewhere.post('/two-factor/verify-totp', { code: totpOf(secret, 1) });
  expect((await elsewhere.ask('/passkey/generate-register-options')).status).toBe(200);
});
