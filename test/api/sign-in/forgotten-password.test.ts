import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agents, passkeys, secondSteps, verifications } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
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

const stranger = () => new AuthClient(product, `198.51.100.${++networks}`);
const ask = (email: string) => stranger().post('/request-password-reset', { email });
const mailsTo = (email: string) => product.mailbox.ledger().filter(({ to }) => to.includes(email));

/** Asks for a link and takes it from the mail. */
async function tokenFor(email: string): Promise<string> {
  const before = mailsTo(email).length;
  await ask(email);
  await eventually('the mail', () => mailsTo(email).length > before);
  const text = mailsTo(email).at(-1)?.text ?? '';
  const link = /(\S+)\/sign-in\/new-password#(\S+)/.exec(text);
  expect(link?.[1]).toBe(product.config.publicUrl);
  return link?.[2] ?? '';
}

const reset = (token: string, newPassword: string) =>
  stranger().post('/reset-password', { token, newPassword });

it('sets a new password once, by a link in a mail, and ends every session', async () => {
  const who = await newAgent(product);
  const elsewhere = stranger();
  await elsewhere.signIn(who);
  const token = await tokenFor(who.email);
  expect((await reset(token, 'password1234')).json['code']).toBe('WEAK_PASSWORD');
  expect((await reset(token, 'four yellow bicycles')).status).toBe(200);
  expect(await elsewhere.isSignedIn()).toBe(false);
  expect((await stranger().signIn(who)).status).toBe(401);
  expect((await stranger().signIn({ ...who, password: 'four yellow bicycles' })).status).toBe(200);
  expect((await reset(token, 'seven purple teapots')).json['code']).toBe('INVALID_TOKEN');
});

it('gives an account whose address nobody had proved to whoever reads its mail, without what was set up in it before', async () => {
  const who = await newAgent(product);
  const { db } = product.database;
  await db.update(agents).set({ emailVerified: false, twoFactorEnabled: true }).where(eq(agents.id, who.id));
  const key = { credentialID: who.id, publicKey: 'a key', counter: 0, deviceType: 'singleDevice' };
  const passkey = { id: newId('passkey'), userId: who.id, ...key, backedUp: false };
  await db.insert(passkeys).values(passkey);
  const step = { id: newId('step'), userId: who.id, secret: 'a secret', backupCodes: 'codes' };
  await db.insert(secondSteps).values(step);
  await reset(await tokenFor(who.email), 'four yellow bicycles');
  expect(await db.select().from(passkeys).where(eq(passkeys.userId, who.id))).toEqual([]);
  expect(await db.select().from(secondSteps).where(eq(secondSteps.userId, who.id))).toEqual([]);
  expect((await stranger().signIn({ ...who, password: 'four yellow bicycles' })).json).not.toHaveProperty(
    'twoFactorRedirect',
  );
  await db.insert(passkeys).values(passkey);
  await reset(await tokenFor(who.email), 'seven purple teapots');
  expect(await db.select().from(passkeys).where(eq(passkeys.userId, who.id))).toHaveLength(1);
});

it('takes no link after half an hour, none that a newer password outlived, and none that was made up', async () => {
  const who = await newAgent(product);
  const late = await tokenFor(who.email);
  const [kept] = await product.database.db
    .select()
    .from(verifications)
    .where(eq(verifications.identifier, `reset-password:${late}`));
  const lives = (kept?.expiresAt.getTime() ?? 0) - (kept?.createdAt.getTime() ?? 0);
  expect(Math.round(lives / 60_000)).toBe(30);
  const passed = { expiresAt: new Date(Date.now() - 1_000) };
  const { db } = product.database;
  await db
    .update(verifications)
    .set(passed)
    .where(eq(verifications.identifier, `reset-password:${late}`));
  expect((await reset(late, 'four yellow bicycles')).json['code']).toBe('INVALID_TOKEN');
  const [first, second] = [await tokenFor(who.email), await tokenFor(who.email)];
  expect((await reset(second, 'four yellow bicycles')).status).toBe(200);
  expect((await reset(first, 'seven purple teapots')).json['code']).toBe('INVALID_TOKEN');
  expect((await reset('made-up', 'seven purple teapots')).json['code']).toBe('INVALID_TOKEN');
});

it('answers the same and as fast whether the address is an agent’s or not, while the mail is on its way, and mails nobody else', async () => {
  const timed = async (email: string) => {
    const started = performance.now();
    const { status, json } = await ask(email);
    return { answer: JSON.stringify([status, json]), ms: performance.now() - started };
  };
  // Each is asked for once: to one that is asked for again and again no mail leaves.
  const agents: string[] = [];
  for (let times = 0; times < 12; times++) agents.push((await newAgent(product)).email);
  await timed('warm@example.com');
  product.mailbox.behave({ mode: 'slow', slowMs: 300 });
  const known = [];
  const unknown = [];
  for (const email of agents) {
    known.push(await timed(email));
    unknown.push(await timed(`nobody-${email}`));
  }
  product.mailbox.behave({ mode: 'ok' });
  expect(new Set([...known, ...unknown].map(({ answer }) => answer))).toEqual(
    new Set(['[200,{"status":true}]']),
  );
  const median = (all: { ms: number }[]) =>
    all.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
  console.log(`known ${median(known).toFixed(1)} ms, unknown ${median(unknown).toFixed(1)} ms`);
  expect(Math.abs(median(known) - median(unknown))).toBeLessThan(15);
  await eventually('a mail to each agent', () => agents.every((email) => mailsTo(email).length === 1));
  expect(product.mailbox.ledger().filter(({ to }) => to.includes('nobody'))).toEqual([]);
});

it('fills nobody’s mailbox: three mails in twenty minutes, whoever asks from wherever', async () => {
  const who = await newAgent(product);
  for (let times = 0; times < 8; times++) expect((await ask(who.email)).status).toBe(200);
  await tokenFor((await newAgent(product)).email);
  expect(mailsTo(who.email)).toHaveLength(3);
});

it('lets no stranger use them up: where somebody is signed in they ask for themselves, and the links mailed before are good', async () => {
  const who = await newAgent(product);
  const atWork = stranger();
  await atWork.signIn(who);
  for (let times = 0; times < 5; times++) await ask(who.email);
  await eventually('the mails to come', () => mailsTo(who.email).length === 3);
  const mailed = /#(\S+)/.exec(mailsTo(who.email)[0]?.text ?? '')?.[1] ?? '';
  const { status, json } = await atWork.post('/request-password-reset', { email: who.email });
  expect([status, json]).toEqual([200, { status: true }]);
  await eventually('one more', () => mailsTo(who.email).length === 4);
  expect((await reset(mailed, 'four yellow bicycles')).status).toBe(200);
});

it('refuses a network that asks too often', async () => {
  const client = stranger();
  const statuses: number[] = [];
  for (let times = 0; times < 7; times++)
    statuses.push((await client.post('/request-password-reset', { email: `n${times}@example.com` })).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
});
