import { afterAll, beforeAll, expect, it } from 'vitest';
import { AuthClient } from '../../support/people/auth-client.ts';
import { newAgent } from '../../support/people/new-agent.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

let product: Product;
let networks = 0;

beforeAll(async () => {
  product = await startProduct({ worker: false });
});
afterAll(() => product?.[Symbol.asyncDispose]());

const browser = () => new AuthClient(product, `203.0.113.${++networks}`);

async function signedIn(who: { email: string; password: string }) {
  const client = browser();
  expect((await client.signIn(who)).status).toBe(200);
  return client;
}

async function call<Result>(client: AuthClient, path: string, input?: object): Promise<Result> {
  const init = input && { method: 'POST', body: JSON.stringify(input) };
  const { json } = await client.ask(`${product.url}/trpc/${path}`, init);
  return (json['result'] as { data: Result }).data;
}

interface Security {
  sessions: { id: string; isThis: boolean; address: string; userAgent: string }[];
}

it('lists where somebody is signed in, says which one this is, and gives no token away', async () => {
  const who = await newAgent(product);
  const office = await signedIn(who);
  const home = await signedIn(who);
  const { sessions } = await call<Security>(home, 'account.security');
  expect(sessions).toHaveLength(2);
  expect(sessions.filter(({ isThis }) => isThis).map(({ address }) => address)).toEqual([home.network]);
  expect(JSON.stringify(sessions)).not.toContain('token');
  expect(office.cookie).not.toBe(home.cookie);
});

it('ends one session elsewhere, or all of them, and never somebody else’s', async () => {
  const who = await newAgent(product);
  const [office, home, phone] = [await signedIn(who), await signedIn(who), await signedIn(who)];
  const other = await signedIn(await newAgent(product));
  const { sessions } = await call<Security>(home, 'account.security');
  const sessionId = sessions.find(({ address }) => address === office.network)?.id;
  await call(other, 'account.endSession', { sessionId });
  expect(await office.isSignedIn()).toBe(true);
  await call(home, 'account.endSession', { sessionId });
  expect([await office.isSignedIn(), await phone.isSignedIn()]).toEqual([false, true]);
  await call(home, 'account.endOtherSessions', {});
  expect([await phone.isSignedIn(), await home.isSignedIn(), await other.isSignedIn()]).toEqual([
    false,
    true,
    true,
  ]);
});

it('keeps the session that changed the password and ends the others', async () => {
  const who = await newAgent(product);
  const [here, elsewhere] = [await signedIn(who), await signedIn(who)];
  const wrong = { currentPassword: 'not the password', newPassword: 'four yellow bicycles' };
  expect((await here.post('/change-password', wrong)).json['code']).toBe('INVALID_PASSWORD');
  const right = { currentPassword: who.password, newPassword: 'four yellow bicycles' };
  expect((await here.post('/change-password', right)).status).toBe(200);
  expect([await here.isSignedIn(), await elsewhere.isSignedIn()]).toEqual([true, false]);
});
