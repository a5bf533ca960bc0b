import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addMember, findProject } from '../../../db/project/projects.ts';
import { createProject } from '../../../db/project/new-project.ts';
import { forgetPasskeyProofs } from '../../../db/sign-in/second-steps.ts';
import { sessions } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { agentClient, type AgentClient } from '../../support/people/agent-client.ts';
import { AuthClient } from '../../support/people/auth-client.ts';
import { newAgent } from '../../support/people/new-agent.ts';
import { openStream } from '../../support/streams/open-stream.ts';
import { secretOf, totpOf } from '../../support/people/totp.ts';
import { ADMIN, type Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

let product: Product;
let projectId: Product['project']['id'];
/** Signed in with an authenticator, once there is one. */
let owner: AgentClient;
let networks = 0;

beforeAll(async () => {
  product = await startProduct({ worker: false });
  projectId = product.project.id;
});
afterAll(() => product?.[Symbol.asyncDispose]());

interface Somebody {
  email: string;
  password: string;
}

async function signedIn(who: Somebody) {
  const browser = new AuthClient(product, `203.0.113.${++networks}`);
  await browser.signIn(who);
  return { browser, client: () => agentClient(product.url, browser.cookie) };
}

async function setUpAuthenticator(browser: AuthClient, password: string): Promise<void> {
  const { json } = await browser.post('/two-factor/enable', { password });
  await browser.post('/two-factor/verify-totp', { code: totpOf(secretOf(String(json['totpURI']))) });
}

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { data?: { refusal?: string } }) => error.data?.refusal,
  );
const list = (client: AgentClient) => refusal(client.conversations.list.query({ projectId, lane: 'all' }));
const heldBack = async (client: AgentClient) =>
  (await client.me.query()).projects.flatMap(({ id, heldBack }) => (heldBack ? [id] : []));

it('an owner who has no second step of their own asks nobody for one', async () => {
  const { client } = await signedIn(ADMIN);
  expect(await refusal(client().team.requireSecondStep.mutate({ projectId, required: true }))).toBe(
    'own_step_first',
  );
});

it('keeps a password alone out of that project, its files and its log, and out of no other', async () => {
  const { db } = product.database;
  const ben = await newAgent(product);
  const { browser: benBrowser, client: benClient } = await signedIn(ben);
  const elsewhere = newId('prj');
  await createProject(db, { id: elsewhere, name: 'Other', ownerId: product.agentId, domain: 'b.example' });
  await addMember(db, { projectId: elsewhere, agentId: ben.id, role: 'agent' });
  const stream = await openStream(
    product.url,
    'conversations.inboxEvents',
    { projectId },
    { cookie: benBrowser.cookie },
  );

  const { browser, client } = await signedIn(ADMIN);
  await setUpAuthenticator(browser, ADMIN.password);
  owner = client();
  await owner.team.requireSecondStep.mutate({ projectId, required: true });
  expect((await findProject(db, projectId))?.requiresSecondStep).toBe(true);
  await eventually('the stream to end', () => Promise.resolve(stream.refusal() === 'second_step_required'));
  expect(await list(benClient())).toBe('second_step_required');
  expect(await heldBack(benClient())).toEqual([projectId]);
  const other = benClient().conversations.list.query({ projectId: elsewhere, lane: 'all' });
  expect(await refusal(other)).toBeNull();
  const log = await fetch(`${product.url}/audit-log.csv?project=${projectId}`, {
    headers: { cookie: benBrowser.cookie },
  });
  expect([log.status, await log.text()]).toEqual([403, expect.stringContaining('second_step_required')]);

  await setUpAuthenticator(benBrowser, ben.password);
  expect([await list(benClient()), await heldBack(benClient())]).toEqual([null, []]);
});

it('says to admins by what each signs in, and writes down who asked for it', async () => {
  const carla = await newAgent(product);
  const { members, requiresSecondStep } = await owner.team.list.query({ projectId });
  expect(requiresSecondStep).toBe(true);
  expect(members.find(({ id }) => id === product.agentId)?.signsIn).toBe('two_steps');
  expect(members.find(({ id }) => id === carla.id)?.signsIn).toBe('password');
  const acts = await owner.audit.list.query({ projectId, before: null });
  expect(JSON.stringify(acts)).toContain('second_step_required');
});

it('a passkey or the provider stands behind its own sessions only', async () => {
  const { db } = product.database;
  const dan = await newAgent(product);
  const { client } = await signedIn(dan);
  const prove = (provenBy: 'passkey' | 'provider') =>
    db.update(sessions).set({ provenBy }).where(eq(sessions.userId, dan.id));
  await prove('provider');
  expect(await list(client())).toBe('second_step_required');
  await prove('passkey');
  expect(await list(client())).toBeNull();
  expect(await list((await signedIn(dan)).client())).toBe('second_step_required');
  await forgetPasskeyProofs(db, dan.id);
  expect(await list(client())).toBe('second_step_required');
});

it('lets everybody in again once it is not asked for any more', async () => {
  const eve = await newAgent(product);
  const { client } = await signedIn(eve);
  expect(await list(client())).toBe('second_step_required');
  await owner.team.requireSecondStep.mutate({ projectId, required: false });
  expect(await list(client())).toBeNull();
});
