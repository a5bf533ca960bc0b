import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { accounts, agents, memberships } from '../../../db/schema/schema.ts';
import { AuthClient } from '../../support/people/auth-client.ts';
import { newAgent } from '../../support/people/new-agent.ts';
import {
  CLIENT,
  startOpenIdProvider,
  type OpenIdProvider,
  type Person,
} from '../../support/outside/openid-provider.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

let provider: OpenIdProvider;
let product: Product;
let made = 0;

beforeAll(async () => {
  provider = await startOpenIdProvider(person());
  product = await startProduct({
    worker: false,
    env: {
      OIDC_DISCOVERY_URL: `${provider.issuer}/.well-known/openid-configuration`,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_NAME: 'Example Login',
      OIDC_ALLOWED_DOMAINS: 'example.com, example.org',
      OIDC_ROLE: 'admin',
    },
  });
});
afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
  await provider?.[Symbol.asyncDispose]();
});
afterEach(() => {
  vi.useRealTimers();
  provider.lie = null;
  provider.down = false;
});

function person(who: Partial<Person> = {}): Person {
  const sub = `person-${++made}`;
  return { sub, email: `${sub}@example.com`, email_verified: true, name: 'Zoë Lind', ...who };
}

const browser = () => new AuthClient(product, `203.0.113.${made + 1}`);

/** Leaves for the provider. @returns where it sends the browser back to, not yet gone there. */
async function answerFor(client: AuthClient, who: Person): Promise<string> {
  provider.person = who;
  const begun = await client.post('/sign-in/social', { provider: 'openid', callbackURL: '/account' });
  expect(begun.status).toBe(200);
  let at = String(begun.json['url']);
  while (!at.startsWith(product.url)) {
    const { location } = await client.ask(at);
    at = new URL(location ?? '', at).href;
  }
  return at;
}

/** @returns where somebody is after coming back from the provider. */
async function comeBack(client: AuthClient, who: Person): Promise<string> {
  return (await client.ask(await answerFor(client, who))).location ?? '';
}

const agentOf = async ({ email }: { email: string }) =>
  (await product.database.db.select().from(agents).where(eq(agents.email, email)))[0];

it('says so when the provider is down, and takes it as soon as it is back', async () => {
  provider.down = true;
  const client = browser();
  const { status, json } = await client.post('/sign-in/social', { provider: 'openid' });
  expect([status, json['code']]).toEqual([404, 'PROVIDER_NOT_FOUND']);
  provider.down = false;
  await provider.serve(`${product.url}/api/auth/callback/openid`);
  expect(await comeBack(client, person())).toBe('/account');
});

it('lets somebody new join the first project in the role that is set, and keeps no token of the provider', async () => {
  const who = person();
  const client = browser();
  expect(await comeBack(client, who)).toBe('/account');
  expect(await client.isSignedIn()).toBe(true);
  const { db } = product.database;
  const agent = await agentOf(who);
  expect(agent).toMatchObject({ name: 'Zoë Lind', emailVerified: true });
  const places = await db.select().from(memberships).where(eq(memberships.agentId, agent!.id));
  expect(places).toMatchObject([{ projectId: product.project.id, role: 'admin' }]);
  const [account] = await db.select().from(accounts).where(eq(accounts.userId, agent!.id));
  expect(account).toMatchObject({ accessToken: null, refreshToken: null, idToken: null });
  expect(account?.accountId).toBe(`${provider.issuer} ${who.sub}`);
  expect(await comeBack(browser(), who)).toBe('/account');
});

it('knows an agent by their verified address, and leaves them their password and their role', async () => {
  const known = await newAgent(product);
  const client = browser();
  expect(await comeBack(client, person({ email: known.email }))).toBe('/account');
  expect((await agentOf(known))?.id).toBe(known.id);
  const places = await product.database.db
    .select()
    .from(memberships)
    .where(eq(memberships.agentId, known.id));
  expect(places).toMatchObject([{ role: 'agent' }]);
  expect((await browser().signIn(known)).status).toBe(200);
});

it.each([
  ['of another domain', { email: 'eve@evil.example' }, 'domain_not_allowed'],
  ['of a subdomain', { email: 'eve@sub.example.com' }, 'domain_not_allowed'],
  ['with the domain in its name', { email: '"eve@example.com"@evil.example' }, 'email_not_verified'],
  ['that is not verified', { email_verified: false }, 'email_not_verified'],
])('refuses an address %s', async (_what, wrong, error) => {
  const who = person(wrong);
  const client = browser();
  expect(await comeBack(client, who)).toContain(`/sign-in?error=${error}`);
  expect(await client.isSignedIn()).toBe(false);
  expect(await agentOf(who)).toBeUndefined();
});

it('does not link an agent to an unverified address, which anybody could claim', async () => {
  const known = await newAgent(product);
  const client = browser();
  const at = await comeBack(client, person({ email: known.email, email_verified: false }));
  expect(at).toContain('/sign-in?error=');
  expect(await client.isSignedIn()).toBe(false);
});

it('asks again at every sign-in: an address that moved to another domain comes in no more', async () => {
  const who = person();
  expect(await comeBack(browser(), who)).toBe('/account');
  expect(await comeBack(browser(), { ...who, email: 'gone@evil.example' })).toContain('domain_not_allowed');
});

it('takes an answer once, and only in the browser that asked', async () => {
  const client = browser();
  const answer = await answerFor(client, person());
  expect((await browser().ask(answer)).location).toContain('/sign-in?error=state_mismatch');
  const mine = browser();
  const own = await answerFor(mine, person());
  expect((await mine.ask(own)).location).toBe('/account');
  expect((await mine.ask(own)).location).toContain('/sign-in?error=state_mismatch');
});

it('refuses an answer whose state was changed', async () => {
  const client = browser();
  const answer = new URL(await answerFor(client, person()));
  answer.searchParams.set('state', 'another');
  expect((await client.ask(answer.href)).location).toContain('/sign-in?error=state_mismatch');
});

it.each([
  ['nonce', { nonce: 'another' }],
  ['audience', { aud: 'another-client' }],
  ['issuer', { iss: 'https://evil.example' }],
  ['age', { exp: 1_700_000_000 }],
])('refuses a token with a wrong %s, however well signed', async (_what, wrong) => {
  provider.lie = async (tokens) => {
    const claims = decodeJwt(String(tokens['id_token']));
    return { ...tokens, id_token: await provider.sign({ ...claims, ...wrong }) };
  };
  expect(await comeBack(browser(), person())).toContain('error=unable_to_get_user_info');
  provider.lie = async (tokens) => {
    const claims = decodeJwt(String(tokens['id_token']));
    return { ...tokens, id_token: await provider.sign(claims) };
  };
  expect(await comeBack(browser(), person())).toBe('/account');
});

it('refuses a token that another key signed', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  provider.lie = async (tokens) => {
    const claims = decodeJwt(String(tokens['id_token']));
    const header = decodeProtectedHeader(String(tokens['id_token'])) as { alg: string };
    return { ...tokens, id_token: await new SignJWT(claims).setProtectedHeader(header).sign(privateKey) };
  };
  expect(await comeBack(browser(), person())).toContain('error=unable_to_get_user_info');
});

it.each([
  ['no token', (tokens: Record<string, unknown>) => ({ ...tokens, id_token: undefined })],
  [
    'a token without a signature',
    (tokens: Record<string, unknown>) => ({ ...tokens, id_token: unsigned(tokens) }),
  ],
  ['a token that is none', (tokens: Record<string, unknown>) => ({ ...tokens, id_token: 'opaque' })],
])('refuses a provider that sends %s', async (_what, lie) => {
  provider.lie = lie;
  const who = person();
  expect(await comeBack(browser(), who)).toContain('error=unable_to_get_user_info');
  expect(await agentOf(who)).toBeUndefined();
});

function unsigned(tokens: Record<string, unknown>): string {
  const [, payload] = String(tokens['id_token']).split('.');
  return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
}

it('refuses a token of an earlier sign-in', async () => {
  let old: unknown;
  provider.lie = (tokens) => {
    old = tokens['id_token'];
    return tokens;
  };
  const who = person();
  expect(await comeBack(browser(), who)).toBe('/account');
  provider.lie = (tokens) => ({ ...tokens, id_token: old });
  expect(await comeBack(browser(), who)).toContain('error=unable_to_get_user_info');
});

it('takes no token that somebody brings along, and begins nowhere but at home', async () => {
  const client = browser();
  const brought = { provider: 'openid', idToken: { token: 'x.y.z' } };
  expect((await client.post('/sign-in/social', brought)).status).toBe(400);
  const away = { provider: 'openid', callbackURL: '//evil.example' };
  expect((await client.post('/sign-in/social', away)).status).toBe(400);
});

it('follows the provider to new keys', async () => {
  expect(await comeBack(browser(), person())).toBe('/account');
  await provider.rotateKeys();
  // Keys that are not known are asked for at most every half minute.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
  expect(await comeBack(browser(), person())).toBe('/account');
});

it('says so when the provider goes away in the middle', async () => {
  const client = browser();
  const answer = await answerFor(client, person());
  provider.down = true;
  expect((await client.ask(answer)).location).toContain('/sign-in?error=invalid_code');
});
