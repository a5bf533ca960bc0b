import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuth, ensureAgent } from '../../../api/sign-in/auth.ts';
import { loadConfig } from '../../../config.ts';
import { eq } from 'drizzle-orm';
import { agents } from '../../../db/schema/schema.ts';
import { cookieOf } from '../../support/people/agent-client.ts';
import { newAgent } from '../../support/people/new-agent.ts';
import { eventually } from '../../support/eventually.ts';
import { ADMIN, type Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

let product: Product;

beforeAll(async () => {
  product = await startProduct({ worker: false });
});
afterAll(() => product?.[Symbol.asyncDispose]());

const signIn = (from: string, email: string, password: string) =>
  fetch(`${product.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: product.url, 'x-forwarded-for': from },
    body: JSON.stringify({ email, password }),
  });

describe('guessing', () => {
  it('over IPv6 keeps nobody in another network out', async () => {
    const stranger: number[] = [];
    for (let times = 0; times < 6; times++)
      stranger.push((await signIn(`2001:db8:bad:1::${times + 1}`, 'nobody@example.com', 'wrong')).status);
    expect(stranger).toEqual([401, 401, 401, 401, 401, 429]);
    expect((await signIn('2a02:db8:aaaa:1::5', ADMIN.email, ADMIN.password)).status).toBe(200);
  });

  it('at one account is slowed down however many addresses it comes from, and its owner hears of it once', async () => {
    expect((await signIn('203.0.113.77', ADMIN.email, ADMIN.password)).status).toBe(200);
    const statuses: number[] = [];
    for (let times = 1; times <= 30; times++)
      statuses.push((await signIn(`198.51.100.${times}`, ADMIN.email.toUpperCase(), 'wrong')).status);
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(statuses.slice(5)).toContain(429);
    const warned = () => product.mailbox.ledger().filter(({ subject }) => subject.includes('passwords'));
    await eventually('the warning', () => warned().length > 0);
    expect(warned()).toHaveLength(1);
    expect(warned()[0]?.to).toContain(ADMIN.email);
  });

  it('ends with the right password, from however many networks it comes', async () => {
    const who = { email: 'mia@example.com', name: 'Mia', password: 'nine green umbrellas' };
    const { database, config, project } = product;
    const auth = createAuth({ db: database.db, config });
    await ensureAgent({ db: database.db, auth }, { ...who, projectId: project.id, role: 'agent' });
    for (let network = 1; network <= 8; network++)
      expect((await signIn(`203.0.113.${network}`, who.email, who.password)).status).toBe(200);
  });

  it('does not count who is right: an office of thirty behind one address signs in within a minute', async () => {
    const office = await Promise.all(
      Array.from({ length: 30 }, (_, n) => newAgent(product, `desk${n}@example.com`)),
    );
    const signedIn = await Promise.all(
      office.map(({ email, password }) => signIn('192.0.2.200', email, password)),
    );
    expect(signedIn.map(({ status }) => status)).toEqual(office.map(() => 200));
    const again = await signIn('192.0.2.200', office[0]!.email, office[0]!.password);
    expect(again.status).toBe(200);
  });

  it('from one network gets no further by asking for everything at once', async () => {
    const guesses = Array.from({ length: 20 }, (_, n) =>
      signIn('192.0.2.201', `desk${n}@example.com`, 'wrong'),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array<number>(5).fill(401), ...Array<number>(15).fill(429)]);
    const late = await signIn('192.0.2.201', 'desk1@example.com', 'nine green umbrellas');
    expect([late.status, Number(late.headers.get('retry-after')) > 30]).toEqual([429, true]);
  });

  it('keeps nobody out of where they signed in before', async () => {
    expect((await signIn('203.0.113.77', ADMIN.email, ADMIN.password)).status).toBe(200);
  });

  it('tells nobody which accounts exist', async () => {
    const statuses: number[] = [];
    for (let times = 1; times <= 12; times++)
      statuses.push((await signIn(`192.0.2.${times}`, 'nobody-at-all@example.com', 'wrong')).status);
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(statuses.slice(5)).toContain(429);
  });
});

describe('a password', () => {
  const change = async (newPassword: string) => {
    const who = { email: 'ben@example.com', name: 'Ben', password: 'nine green umbrellas' };
    const { db } = product.database;
    await db.delete(agents).where(eq(agents.email, who.email));
    await ensureAgent(
      { db, auth: createAuth({ db, config: product.config }) },
      { ...who, projectId: product.project.id, role: 'agent' },
    );
    const from = `192.0.2.${100 + ++networks}`;
    const response = await fetch(`${product.url}/api/auth/change-password`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: product.url,
        'x-forwarded-for': from,
        cookie: await cookieOf(product, who, from),
      },
      body: JSON.stringify({ currentPassword: who.password, newPassword }),
    });
    return response.status;
  };
  let networks = 0;

  it.each([
    'aaaaaaaaaaaa',
    'password1234',
    '123456789012',
    'qwertyuiop12',
    'P@ssw0rd1234',
    'iloveyou1234',
    'letmeinletmein',
    '1q2w3e4r5t6y',
    'abcdefghijkl',
    'ben@example.com1',
    'throughline12',
    'short',
  ])('like %s is refused', async (weak) => {
    expect(await change(weak)).toBe(400);
  });

  it.each(['four yellow bicycles', 'x7$kLm29qPw!', 'naïve Möwe über Kiel'])(
    'like %s is taken',
    async (strong) => {
      expect(await change(strong)).toBe(200);
    },
  );

  it('of the first agent is refused in words before anything starts', () => {
    const env = {
      DATABASE_URL: 'postgres://u:p@db.example:5432/x',
      SESSION_SECRET: 's'.repeat(32),
      POSTMARK_SERVER_TOKEN: 'token',
      INBOUND_DOMAIN: 'reply.example.test',
      REPLY_ADDRESS_SECRETS: 'r'.repeat(24),
      WEBHOOK_SECRET: 'w'.repeat(24),
      ADMIN_EMAIL: ADMIN.email,
    };
    expect(() => loadConfig({ ...env, ADMIN_PASSWORD: 'password1234' })).toThrow(
      /ADMIN_PASSWORD must be at least 12 characters/,
    );
    expect(loadConfig({ ...env, ADMIN_PASSWORD: ADMIN.password }).admin.password).toBe(ADMIN.password);
  });
});

describe('an agent’s own name', () => {
  const rename = async (body: object) =>
    (
      await fetch(`${product.url}/api/auth/update-user`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: product.url, cookie },
        body: JSON.stringify(body),
      })
    ).status;
  let cookie: string;
  beforeAll(async () => {
    cookie = await cookieOf(product, ADMIN, '203.0.113.77');
  });

  it('is a name', async () => {
    const wrong = ['', '   ', 'x'.repeat(81), 'Ana\r\nBcc: all', 'An\u202ea', 'A\u0000na'];
    for (const name of wrong) expect([name, await rename({ name })]).toEqual([name, 400]);
    expect(await rename({ name: 'Ana', image: 'https://evil.example/x.png' })).toBe(400);
    expect(await rename({ name: '  Ana María ' })).toBe(200);
    const [row] = await product.database.db.select().from(agents).where(eq(agents.email, ADMIN.email));
    expect(row?.name).toBe('Ana María');
  });
});
