import { expect, it } from 'vitest';
import { newId } from '../../domain/ids.ts';
import { Outbox, type Outgoing } from '../../widget/chat/outbox.ts';
import { CallError } from '../../widget/chat/rpc.ts';
import { createStore } from '../../widget/page/storage.ts';
import type { Unsent } from '../../widget/chat/unsent.ts';
import { eventually } from '../support/eventually.ts';
import { memoryStorage } from './memory-storage.ts';

function message(text: string): Unsent {
  return {
    id: newId('msg'),
    conversationId: newId('cnv'),
    at: new Date().toISOString(),
    kind: 'message',
    text,
  };
}

function open({ storage = memoryStorage(), faults = [] as Error[] } = {}) {
  const sent: Unsent[] = [];
  const waits: number[] = [];
  let shown: Outgoing[] = [];
  const outbox = new Outbox({
    store: createStore('key', () => storage),
    ready: Promise.resolve(),
    send: async (entry) => {
      sent.push(entry);
      const fault = faults.shift();
      if (fault) throw fault;
    },
    alone: (action) => action(),
    pause: async ({ atLeast }) => void waits.push(atLeast),
    changed: (entries) => (shown = entries),
  });
  const states = () => shown.map(({ progress }) => progress.state);
  return { outbox, sent, waits, states, storage };
}

const network = new TypeError('Failed to fetch');
const tryAgain = new CallError('try_again', 'Not accepted yet.');

it('sends a message again under the same id until it is accepted', async () => {
  const { outbox, sent, states } = open({ faults: [network, tryAgain, new CallError(null, 'Status 502')] });
  const hello = message('Hello');
  outbox.add(hello);
  await eventually('the message to be accepted', () => states()[0] === 'accepted');
  expect(sent).toEqual([hello, hello, hello, hello]);
});

it('keeps the order of what was said', async () => {
  const { outbox, sent, states } = open({ faults: [network, network] });
  for (const text of ['one', 'two', 'three']) outbox.add(message(text));
  await eventually('all to be accepted', () => states().every((state) => state === 'accepted'));
  expect(sent.map((entry) => entry.kind === 'message' && entry.text)).toEqual([
    'one',
    'one',
    'one',
    'two',
    'three',
  ]);
});

it('leaves a refused message to its writer and goes on with the next', async () => {
  const { outbox, sent, states } = open({ faults: [new CallError('too_large', 'This is too large.')] });
  const refused = message('too much');
  outbox.add(refused);
  outbox.add(message('fine'));
  await eventually('the second to be accepted', () => states()[1] === 'accepted');
  expect(states()).toEqual(['refused', 'accepted']);
  outbox.retry(refused.id);
  await eventually('the first to be accepted', () => states()[0] === 'accepted');
  expect(sent.map(({ id }) => id).filter((id) => id === refused.id)).toHaveLength(2);
});

it('keeps what is not accepted across a reload, and forgets it afterwards', async () => {
  const storage = memoryStorage();
  const before = open({ storage, faults: Array<Error>(1_000).fill(network) });
  const hello = message('Hello');
  before.outbox.add(hello);
  expect(storage.length).toBe(1);
  const after = open({ storage });
  expect(after.outbox.all).toMatchObject([{ ...hello, progress: { state: 'retrying' } }]);
  after.outbox.retry();
  await eventually('the message to be accepted', () => after.states()[0] === 'accepted');
  expect(after.sent).toEqual([hello]);
  after.outbox.arrived(new Set([hello.id]));
  expect(storage.length).toBe(0);
});

it('waits as long as it is told to and goes on by itself, in order', async () => {
  const slowDown = new CallError('slow_down', 'That was very fast.', 7_000);
  const { outbox, sent, waits, states } = open({ faults: [slowDown, slowDown] });
  for (const text of ['one', 'two']) outbox.add(message(text));
  await eventually('both to be accepted', () => states().every((state) => state === 'accepted'));
  expect(waits).toEqual([7_000, 7_000]);
  expect(sent.map((entry) => entry.kind === 'message' && entry.text)).toEqual(['one', 'one', 'one', 'two']);
});

it('keeps an accepted message across a reload until the transcript shows it, and does not send it again', async () => {
  const storage = memoryStorage();
  const before = open({ storage });
  before.outbox.add(message('Hello'));
  await eventually('the message to be accepted', () => before.states()[0] === 'accepted');
  const after = open({ storage });
  after.outbox.retry();
  expect(after.states()).toEqual(['accepted']);
  expect(after.sent).toEqual([]);
});

it('shows in one tab what another one said, in order, and overwrites nothing', async () => {
  const storage = memoryStorage();
  const offline = { storage, faults: Array<Error>(1_000).fill(network) };
  const [one, other] = [open(offline), open(offline)];
  one.outbox.add(message('from the one'));
  other.outbox.share();
  other.outbox.add(message('from the other'));
  one.outbox.share();
  const texts = (tab: typeof one) => tab.outbox.all.map((entry) => entry.kind === 'message' && entry.text);
  expect(texts(one)).toEqual(['from the one', 'from the other']);
  expect(texts(other)).toEqual(texts(one));
  one.outbox.remove(one.outbox.all[0]!.id);
  other.outbox.share();
  expect(texts(other)).toEqual(['from the other']);
});

it('goes on showing what another tab has seen arrive, until its own transcript shows it', async () => {
  const storage = memoryStorage();
  const [one, other] = [open({ storage }), open({ storage, faults: Array<Error>(1_000).fill(network) })];
  const hello = message('Hello');
  other.outbox.add(hello);
  one.outbox.share();
  one.outbox.start();
  await eventually('the message to be accepted', () => one.states()[0] === 'accepted');
  one.outbox.arrived(new Set([hello.id]));
  other.outbox.share();
  expect(other.outbox.all).toMatchObject([hello]);
  other.outbox.arrived(new Set([hello.id]));
  expect(other.outbox.all).toEqual([]);
  expect(storage.length).toBe(0);
});

it('forgets with the next page what somebody removed', () => {
  const storage = memoryStorage();
  const { outbox } = open({ storage, faults: Array<Error>(1_000).fill(network) });
  outbox.add(message('Hello'));
  outbox.remove(outbox.all[0]!.id);
  expect(open({ storage }).outbox.all).toEqual([]);
  expect(storage.length).toBe(0);
});

it('leaves to one tab what another one has sent meanwhile', async () => {
  const storage = memoryStorage();
  const [one, other] = [open({ storage }), open({ storage, faults: [network] })];
  other.outbox.add(message('Hello'));
  one.outbox.share();
  one.outbox.start();
  await eventually('the message to be accepted', () => one.states()[0] === 'accepted');
  await eventually('the other to know', () => (other.outbox.share(), other.states()[0] === 'accepted'));
  expect(one.sent.length + other.sent.length).toBeLessThanOrEqual(3);
});

it('lets go of what was said already before the conversation went on elsewhere', async () => {
  const { outbox } = open({ faults: [new CallError('id_taken', 'This was already sent.')] });
  outbox.add(message('Hello'));
  await eventually('it to be gone', () => outbox.all.length === 0);
});

it('shows an accepted message until the transcript does', async () => {
  const { outbox, states } = open();
  const hello = message('Hello');
  outbox.add(hello);
  await eventually('the message to be accepted', () => states()[0] === 'accepted');
  outbox.arrived(new Set([hello.id]));
  expect(outbox.all).toEqual([]);
});

it('takes unsent messages into the conversation that takes their place', () => {
  const { outbox } = open({ faults: Array<Error>(1_000).fill(network) });
  outbox.add(message('Hello'));
  const conversationId = newId('cnv');
  outbox.moveTo(conversationId);
  expect(outbox.all).toMatchObject([{ conversationId }]);
  outbox.remove(outbox.all[0]!.id);
});

it('finds what an earlier version kept', () => {
  const storage = memoryStorage();
  const hello = message('Hello');
  storage.setItem('throughline:key:unsent', JSON.stringify([hello]));
  expect(open({ storage }).outbox.all).toMatchObject([hello]);
  expect(open({ storage }).outbox.all).toMatchObject([hello]);
  expect(storage.length).toBe(1);
});

it('ignores what something else left in its place', () => {
  const storage = memoryStorage();
  storage.setItem('throughline:key:unsent', '[{"kind":"message"},null,3,{"id":"msg_1"}]');
  expect(open({ storage }).outbox.all).toEqual([]);
  storage.setItem('throughline:key:unsent', '{broken');
  expect(open({ storage }).outbox.all).toEqual([]);
});
