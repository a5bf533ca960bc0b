import { expect, it } from 'vitest';
import { newId } from '../../domain/ids.ts';
import { Outbox, type Outgoing, type Unsent } from '../../widget/outbox.ts';
import { CallError } from '../../widget/rpc.ts';
import { createStore } from '../../widget/storage.ts';
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
  let shown: Outgoing[] = [];
  const outbox = new Outbox({
    store: createStore('key', () => storage),
    ready: Promise.resolve(),
    send: async (entry) => {
      sent.push(entry);
      const fault = faults.shift();
      if (fault) throw fault;
    },
    pause: async () => undefined,
    changed: (entries) => (shown = entries),
  });
  const states = () => shown.map(({ progress }) => progress.state);
  return { outbox, sent, states, storage };
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
  expect(storage.length).toBe(0);
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

it('ignores what something else left in its place', () => {
  const storage = memoryStorage();
  storage.setItem('throughline:key:unsent', '[{"kind":"message"},null,3,{"id":"msg_1"}]');
  expect(open({ storage }).outbox.all).toEqual([]);
  storage.setItem('throughline:key:unsent', '{broken');
  expect(open({ storage }).outbox.all).toEqual([]);
});
