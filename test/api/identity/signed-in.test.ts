import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import { eq } from 'drizzle-orm';
import { SignJWT, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppRouter } from '../../../api/routers/app.ts';
import { erasePerson } from '../../../db/erasing/erase-person.ts';
import { customers, identities, projects, visitors } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { agentClient, cookieOf } from '../../support/people/agent-client.ts';
import { beginVisit, visitWith } from '../../support/people/visitor-client.ts';
import { eventually } from '../../support/eventually.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

let product: Product;
let ana: string;
let secret: string;

beforeAll(async () => {
  product = await startProduct();
  ana = await cookieOf(product);
  secret = await makeSecret();
});
afterAll(() => product?.[Symbol.asyncDispose]());

const admin = () => agentClient(product.url, ana);

const makeSecret = async () =>
  (await admin().identitySecrets.add.mutate({ projectId: product.project.id, id: newId('ids') })).secret;

const sign = (claims: JWTPayload, by = secret) =>
  new SignJWT({ exp: Math.floor(Date.now() / 1_000) + 600, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(by));

/** One device of somebody who is signed in. */
const device = (jwt: string, widgetKey = product.widgetKey) =>
  visitWith({ url: product.url, token: `${widgetKey}.${jwt}` });

const begin = ({ visitor }: ReturnType<typeof device>, widgetKey = product.widgetKey) =>
  visitor.identify.mutate({ widgetKey });

async function signedIn(claims: JWTPayload) {
  const one = device(await sign(claims));
  await begin(one);
  return one;
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!(error instanceof TRPCClientError)) return 'none';
  const { data } = error as TRPCClientError<AppRouter>;
  return data?.refusal ?? 'none';
}

const detailOf = (conversationId: ReturnType<typeof device>['conversationId']) =>
  admin().conversations.get.query({ conversationId });

describe('whoever is signed in at their site', () => {
  it('has the same conversation on another device, and with a newer token', async () => {
    const phone = await signedIn({ sub: 'u-1', name: 'Kim Lee' });
    await phone.say('My lamp is dark');
    const desk = device(await sign({ sub: 'u-1' }));
    expect(await desk.visitor.conversation.query()).toMatchObject({ id: phone.conversationId });
    const { conversationId } = await desk.say('Still dark');
    expect(conversationId).toBe(phone.conversationId);
  });

  it('is another person than any other sub, and than a visitor whom nobody knows', async () => {
    const kim = await signedIn({ sub: 'u-2' });
    await kim.say('Only mine');
    await eventually('the row', async () => (await kim.visitor.conversation.query()) !== null);
    const other = await signedIn({ sub: 'u-2 ' });
    const nobody = await beginVisit(product);
    for (const { visitor } of [other, nobody]) {
      expect(await visitor.conversation.query()).toBeNull();
      const { conversationId } = kim;
      expect(await refusalOf(visitor.transcript.query({ conversationId }))).toBe('conversation_not_found');
      const send = { conversationId, id: newId('msg'), text: 'Me too', page: null };
      expect(await refusalOf(visitor.send.mutate(send))).toBe('conversation_not_found');
    }
  });

  it('is refused on every route by a token that is not believed', async () => {
    const kim = await signedIn({ sub: 'u-3' });
    await kim.say('Mine');
    const { conversationId } = kim;
    const past = Math.floor(Date.now() / 1_000) - 120;
    for (const jwt of [
      await sign({ sub: 'u-3', exp: past }),
      await sign({ sub: 'u-3' }, 'x'.repeat(43)),
      'a.b.',
    ]) {
      const { visitor } = device(jwt);
      const id = newId('msg');
      const calls = [
        visitor.identify.mutate({ widgetKey: product.widgetKey }),
        visitor.conversation.query(),
        visitor.transcript.query({ conversationId }),
        visitor.earlier.query({ conversationId, before: 5 }),
        visitor.file.query({ conversationId, id: newId('att') }),
        visitor.send.mutate({ conversationId, id, text: 'Hi', page: null }),
        visitor.escalate.mutate({ conversationId, id, email: null, reason: null, page: null }),
        visitor.rate.mutate({ conversationId, id, score: 'good', comment: '' }),
        visitor.markRead.mutate({ conversationId, seq: 1 }),
        visitor.typing.mutate({ conversationId, typing: true }),
        visitor.visit.mutate({ conversationId, window: 'one', page: null }),
      ];
      expect(new Set(await Promise.all(calls.map(refusalOf)))).toEqual(new Set(['identity_refused']));
    }
  });

  it('is nobody in another project, whose secret signed nothing', async () => {
    const { db } = product.database;
    const other = { id: newId('prj'), name: 'Other', widgetKey: newId('pk'), greeting: 'Hi' };
    await db.insert(projects).values({ ...other, supportAddress: 'help@other.example' });
    const stranger = device(await sign({ sub: 'u-1' }), other.widgetKey);
    expect(await refusalOf(begin(stranger, other.widgetKey))).toBe('identity_refused');
    const own = device(await sign({ sub: 'u-1' }));
    expect(await refusalOf(begin(own, other.widgetKey))).toBe('identity_refused');
  });
});

describe('an address that a site says of somebody', () => {
  it('makes them the customer of that address when the site knows it to be theirs', async () => {
    const kim = await signedIn({ sub: 'u-5', name: 'Kim', email: 'kim@example.org', email_verified: true });
    await kim.say('Hello');
    const detail = await eventually('the row', () => detailOf(kim.conversationId).catch(() => null));
    expect(detail).toMatchObject({
      customer: { name: 'Kim', email: 'kim@example.org' },
      mailTo: 'kim@example.org',
    });
    expect(detail.identity).toMatchObject({ sub: 'u-5', emailVerified: true });
    const { projectId, customerId } = detail;
    // A customer's page counts what is recorded.
    const known = await eventually('the customer’s page', async () => {
      const { identities: said } = await admin().customers.get.query({ projectId, id: customerId! });
      return said.length > 0 && said;
    });
    expect(known).toMatchObject([{ sub: 'u-5' }]);
  });

  it('takes over nobody who wrote by mail when it is only claimed', async () => {
    const { db } = product.database;
    const projectId = product.project.id;
    await db.insert(customers).values({ id: newId('cus'), projectId, email: 'lou@example.org', name: 'Lou' });
    const thief = await signedIn({ sub: 'u-6', name: 'Not Lou', email: 'lou@example.org' });
    await thief.say('Hello');
    const detail = await eventually('the row', () => detailOf(thief.conversationId).catch(() => null));
    expect(detail).toMatchObject({ customer: null, customerId: null, mailTo: null });
    const [lou] = await db.select().from(customers).where(eq(customers.email, 'lou@example.org'));
    expect(lou?.name).toBe('Lou');
  });

  it('never changes what an agent typed, and gives a name to whoever has none', async () => {
    const { db } = product.database;
    const projectId = product.project.id;
    const typed = { id: newId('cus'), projectId, email: 'mo@example.org', name: 'Mo (VIP)', nameTyped: true };
    await db.insert(customers).values([typed, { id: newId('cus'), projectId, email: 'ny@example.org' }]);
    await signedIn({ sub: 'u-7', name: 'Mo', email: 'mo@example.org', email_verified: true });
    await signedIn({ sub: 'u-8', name: 'Ny', email: 'ny@example.org', email_verified: true });
    const rows = await db.select({ email: customers.email, name: customers.name }).from(customers);
    expect(rows).toContainEqual({ email: 'mo@example.org', name: 'Mo (VIP)' });
    expect(rows).toContainEqual({ email: 'ny@example.org', name: 'Ny' });
  });
});

it('two secrets are valid while one takes the other’s place, and what a removed one signed is not believed', async () => {
  const projectId = product.project.id;
  const [old] = await admin().identitySecrets.list.query({ projectId });
  const newer = await makeSecret();
  expect(await refusalOf(makeSecret())).toBe('bad_input');
  const listed = JSON.stringify(await admin().identitySecrets.list.query({ projectId }));
  expect(listed).not.toContain(newer);
  expect(await refusalOf(begin(device(await sign({ sub: 'u-9' }))))).toBe('none');
  expect(await refusalOf(begin(device(await sign({ sub: 'u-9' }, newer))))).toBe('none');
  await admin().identitySecrets.remove.mutate({ projectId, id: old!.id });
  expect(await refusalOf(device(await sign({ sub: 'u-9' })).visitor.conversation.query())).toBe(
    'identity_refused',
  );
  secret = newer;
});

it('erasing a customer erases what their site said of them, and they begin anew', async () => {
  const claims = { sub: 'u-10', name: 'Oli', email: 'oli@example.org', email_verified: true };
  const oli = await signedIn(claims);
  await oli.say('Forget me');
  await eventually('the row', () => detailOf(oli.conversationId).catch(() => null));
  const { db } = product.database;
  const projectId = product.project.id;
  await db.transaction((tx) => erasePerson(tx, { projectId, email: 'oli@example.org', askedBy: null }));
  expect(await db.$count(identities, eq(identities.sub, 'u-10'))).toBe(0);
  const again = device(await sign(claims));
  expect(await refusalOf(again.visitor.conversation.query())).toBe('visitor_unknown');
  const before = await db.$count(visitors);
  await Promise.all([begin(again), begin(again), begin(again)]);
  expect(await db.$count(visitors)).toBe(before + 1);
  expect(await again.visitor.conversation.query()).toBeNull();
});

it('names nobody without a token', async () => {
  const client = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${product.url}/trpc` })] });
  expect(await refusalOf(client.visitor.identify.mutate({ widgetKey: product.widgetKey }))).toBe(
    'identity_refused',
  );
});
