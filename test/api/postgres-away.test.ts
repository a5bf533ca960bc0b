import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { DATABASE_MS } from '../../api/rpc/database-budget.ts';
import { readTranscript } from '../../db/conversation/transcript.ts';
import { newId } from '../../domain/ids.ts';
import { cookieOf } from '../support/people/agent-client.ts';
import { eventually } from '../support/eventually.ts';
import { startOwnPostgres, type OwnPostgres } from '../support/postgres/own-postgres.ts';
import { ADMIN, startProductOn, type Product } from '../support/stack/product.ts';
import { mailTo } from '../support/mail/post-mail.ts';
import { beginVisit } from '../support/people/visitor-client.ts';

/** What everybody is promised, in milliseconds. */
const PROMISED = 2_000;

let postgres: OwnPostgres;
let product: Product;
let cookie: string;
let visit: Awaited<ReturnType<typeof beginVisit>>;

beforeAll(async () => {
  postgres = await startOwnPostgres();
  const servers = { databaseUrl: postgres.url, temporalAddress: inject('temporalAddress') };
  product = await startProductOn(servers, { databaseMs: DATABASE_MS, limits: false });
  visit = await beginVisit(product);
  await visit.askForPerson('kim@example.org');
  await eventually('the conversation', async () => (await said()).length > 0);
  cookie = await cookieOf(product);
});
afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
  await postgres?.[Symbol.asyncDispose]();
});

const said = async () =>
  (await readTranscript(product.database.db, { conversationId: visit.conversationId, afterRevision: 0 })).map(
    ({ text }) => text,
  );

/** One request of every kind that asks the database. */
function requests(text: string): Record<string, () => Promise<Response>> {
  const { url, config, project } = product;
  const { conversationId, token } = visit;
  const json = { 'content-type': 'application/json' };
  const asked = (path: string, input: object) =>
    fetch(`${url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers: { cookie } });
  const told = (path: string, input: object, headers: Record<string, string>) =>
    fetch(`${url}/trpc/${path}`, {
      method: 'POST',
      headers: { ...json, ...headers },
      body: JSON.stringify(input),
    });
  const secret = Buffer.from(`x:${config.mail.webhookSecrets[0]}`).toString('base64');
  const posted = (path: string, body: object) =>
    fetch(`${url}/webhooks/postmark/${path}`, {
      method: 'POST',
      headers: { ...json, authorization: `Basic ${secret}` },
      body: JSON.stringify(body),
    });
  const asVisitor = { authorization: `Bearer ${token}` };
  const delivered = { RecordType: 'Delivery', Metadata: { delivery: newId('dlv') }, MessageID: 'x' };
  return {
    say: () => told('visitor.send', { conversationId, id: newId('msg'), text, page: null }, asVisitor),
    list: () => asked('conversations.list', { projectId: project.id, lane: 'all' }),
    command: () => told('conversations.addNote', { conversationId, id: newId('msg'), text }, { cookie }),
    file: () =>
      fetch(
        `${url}/attachments/${newId('att')}?${new URLSearchParams({ conversation: conversationId, name: 'a' })}`,
        {
          method: 'PUT',
          headers: { cookie },
          body: 'Hello',
        },
      ),
    mail: () => posted('inbound', mailTo('support@example.test', { text, from: 'lee@example.org' })),
    event: () => posted('events', delivered),
    signIn: () =>
      fetch(`${url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { ...json, origin: url },
        body: JSON.stringify({ email: ADMIN.email, password: ADMIN.password }),
      }),
  };
}

/** Signing in is limited by its library, so that few of these ask for it. */
async function answers(text: string, { signIn = false } = {}) {
  const wanted = Object.entries(requests(text)).filter(([name]) => signIn || name !== 'signIn');
  const all = wanted.map(async ([name, ask]) => {
    const begun = performance.now();
    const response = await ask();
    const body = await response.text();
    const inTime = performance.now() - begun < PROMISED;
    return [name, response.status, response.ok || body.includes('try_again'), inTime] as const;
  });
  return Promise.all(all);
}

const refused = (...names: string[]) => names.map((name) => [name, 503, true, true]);
const ALL = ['say', 'list', 'command', 'file', 'mail', 'event'];

/** Everything works again by itself, and what is said now is recorded. */
async function expectRecovery(text: string) {
  await eventually(
    'every request to be taken again',
    async () => (await answers(text)).every(([, status]) => status === 200),
    60_000,
  );
  await eventually('the message', async () => (await said()).includes(text));
}

it('tells everybody to try again within two seconds while Postgres hangs, and recovers', async () => {
  postgres.freeze();
  try {
    expect(await answers('Said to a frozen database', { signIn: true })).toEqual(refused(...ALL, 'signIn'));
    // More than there are connections: whoever waits for one has the same time.
    const crowd = await Promise.all(Array.from({ length: 3 }, () => answers('Said by many')));
    expect(crowd.flat()).toEqual([...refused(...ALL), ...refused(...ALL), ...refused(...ALL)]);
  } finally {
    postgres.thaw();
  }
  await expectRecovery('Said after the thaw');
});

it('tells everybody to try again within two seconds while Postgres is gone, and recovers', async () => {
  await postgres.kill();
  expect(await answers('Said to nobody', { signIn: true })).toEqual(refused(...ALL, 'signIn'));
  await postgres.restart();
  await expectRecovery('Said after the restart');
});
