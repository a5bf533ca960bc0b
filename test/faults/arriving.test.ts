import { sql } from 'drizzle-orm';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listParked } from '../../db/conversation/parked.ts';
import { readTranscript } from '../../db/conversation/transcript.ts';
import { workflowIdOf } from '../../domain/conversation/conversation-start.ts';
import { newId, type ConversationId, type MessageId } from '../../domain/ids.ts';
import { cookieOf } from '../support/people/agent-client.ts';
import { beginVisit, visitWith } from '../support/people/visitor-client.ts';
import { watchTranscript } from '../support/streams/watched-transcript.ts';
import { eventually } from '../support/eventually.ts';
import { anotherApi } from '../support/stack/another-api.ts';
import { killChild, startChildWorker } from '../support/stack/child-worker.ts';
import { NO_LIMITS, type Product } from '../support/stack/product.ts';
import { refuseMessages } from '../support/postgres/refusing-database.ts';
import { startProduct } from '../support/stack/start-product.ts';

const program = fileURLToPath(new URL('./workers/draft-worker.ts', import.meta.url));

/** Kills, each in the middle of people writing. */
const KILLS = 5;
/** Enough that a run continues as new twice. */
const MANY = 420;

let product: Product;
let other: Awaited<ReturnType<typeof anotherApi>>;
let cookie: string;

beforeAll(async () => {
  product = await startProduct({ worker: false, limits: false });
  other = await anotherApi(product, NO_LIMITS);
  cookie = await cookieOf(product);
});
afterAll(async () => {
  await other?.[Symbol.asyncDispose]();
  await product?.[Symbol.asyncDispose]();
});

/** As the widget does: what was not acknowledged is said again, with the same id. */
async function insist(call: () => Promise<unknown>): Promise<void> {
  await eventually('an acknowledgement', () => call().then(() => true, () => false)); // prettier-ignore
}

/** A visitor of the team who writes through either api, and an agent at each who looks. */
async function talk() {
  const visit = await beginVisit(product);
  const { conversationId, token } = visit;
  await insist(() => visit.askForPerson());
  const { visitor } = visitWith({ url: other.url, token });
  const elsewhere = (text: string, id: MessageId) =>
    visitor.send.mutate({ conversationId, id, text, page: null });
  const looking = { conversationId, cookie };
  const screens = [await watchTranscript(product.url, looking), await watchTranscript(other.url, looking)];
  const said: { id: MessageId; text: string }[] = [];
  return {
    conversationId,
    screens,
    said,
    /** Through one api after the other; `twice`: through both at once. */
    write: async (text: string, { twice = false } = {}) => {
      const id = newId('msg');
      said.push({ id, text });
      const roads = [() => visit.say(text, id), () => elsewhere(text, id)];
      const [first, second] = said.length % 2 ? roads : roads.toReversed();
      await Promise.all([insist(first!), ...(twice ? [insist(second!)] : [])]);
    },
    [Symbol.dispose]: () => screens.forEach((screen) => screen[Symbol.dispose]()),
  };
}

const textsOf = async (conversationId: ConversationId) =>
  (await readTranscript(product.database.db, { conversationId, afterRevision: 0 }))
    .filter(({ kind }) => kind === 'message')
    .map(({ text }) => text);

/** Everything was recorded once, except what is parked; nothing was ever doubled on a screen, and nothing arrives any more. */
async function settled({ conversationId, screens, said }: Awaited<ReturnType<typeof talk>>, parked = 0) {
  const count = said.length - parked;
  await eventually('the record', async () => (await textsOf(conversationId)).length >= count, 240_000);
  for (const { feed } of [product, other])
    await eventually('nothing to arrive', () => feed.arrivals.of(conversationId).length === 0);
  await eventually('both screens', () =>
    screens.every(({ recorded, arriving }) => arriving().length === 0 && recorded().length > 0),
  );
  const texts = await textsOf(conversationId);
  const known = new Set(said.map(({ id }) => id));
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts).toHaveLength(count);
  for (const { arrived, doubled, recorded } of screens) {
    expect(doubled).toEqual([]);
    expect([...arrived].filter((id) => !known.has(id))).toEqual([]);
    await eventually('the newest', () => recorded().at(-1) === texts.at(-1));
  }
  return texts;
}

it('a worker that is killed between acknowledgement and record hides, loses and doubles nothing', async () => {
  using talking = await talk();
  const { screens, said, write } = talking;
  for (let round = 0; round < KILLS; round++) {
    const worker = await startChildWorker(product, program);
    const writing = Promise.all([0, 1, 2, 3].map((n) => write(`While it runs ${round}.${n}`)));
    await killChild(worker);
    await writing;
    await write(`While it is gone ${round}`);
    await eventually('both screens', () =>
      screens.every(({ arriving }) => arriving().includes(`While it is gone ${round}`)),
    );
  }
  const worker = await startChildWorker(product, program);
  try {
    const texts = await settled(talking);
    expect(texts.toSorted()).toEqual(said.map(({ text }) => text).toSorted());
  } finally {
    await killChild(worker);
  }
});

it('the same id twice, through two apis at once, is shown and recorded once', async () => {
  using talking = await talk();
  for (let n = 0; n < 10; n++) await talking.write(`Twice ${n}`, { twice: true });
  await eventually('all on both screens', () =>
    talking.screens.every(({ arriving }) => arriving().length === 10),
  );
  const worker = await startChildWorker(product, program);
  try {
    for (let n = 0; n < 20; n++) await talking.write(`Twice and recorded ${n}`, { twice: true });
    const texts = await settled(talking);
    expect(texts).toEqual(talking.said.map(({ text }) => text));
  } finally {
    await killChild(worker);
  }
});

it('what the database refuses for good arrives until it is parked, and everything else is recorded', async () => {
  const refusing = await refuseMessages(product.database.db, { word: 'unrecordable' });
  using talking = await talk();
  const { conversationId, write } = talking;
  for (let n = 0; n < 12; n++) await write(n % 4 === 3 ? `An unrecordable line ${n}` : `A line ${n}`);
  const worker = await startChildWorker(product, program);
  try {
    const texts = await settled(talking, 3);
    expect(texts.filter((text) => text.includes('unrecordable'))).toEqual([]);
    expect(await listParked(product.database.db, conversationId)).toHaveLength(3);
  } finally {
    await killChild(worker);
    await refusing.stop();
  }
});

it('a conversation that continues as new keeps everything that arrives', async () => {
  using talking = await talk();
  const worker = await startChildWorker(product, program);
  try {
    for (let n = 0; n < MANY; n++) await talking.write(`Message ${n}`, { twice: n % 10 === 9 });
    const texts = await settled(talking);
    expect(texts).toEqual(talking.said.map(({ text }) => text));
    const { raw } = await product.client.workflow.getHandle(workflowIdOf(talking.conversationId)).describe();
    expect(raw.workflowExecutionInfo?.execution?.runId).not.toBe(raw.workflowExecutionInfo?.firstRunId);
  } finally {
    await killChild(worker);
  }
});

it('apis that lose the feed while people write show in the end what is recorded, and nothing else', async () => {
  using talking = await talk();
  const worker = await startChildWorker(product, program);
  try {
    for (let n = 0; n < 60; n++) {
      await talking.write(`Over a torn feed ${n}`);
      if (n % 10 === 5)
        await product.database.db.execute(sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and (query ilike 'listen%' or query ilike 'select pg_notify(%')
            and pid <> pg_backend_pid()`);
    }
    const texts = await settled(talking);
    expect(texts).toEqual(talking.said.map(({ text }) => text));
  } finally {
    await killChild(worker);
  }
});
