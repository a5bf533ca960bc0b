import { expect, it } from 'vitest';
import { readTranscript } from '../../db/conversation/transcript.ts';
import { newId, type ConversationId } from '../../domain/ids.ts';
import { signIn } from '../support/people/agent-client.ts';
import { eventually } from '../support/eventually.ts';
import type { Product } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';

const said = async (product: Product, conversationId: ConversationId) =>
  (await readTranscript(product.database.db, { conversationId, afterRevision: 0 })).map(({ text }) => text);

const untilSaid = (product: Product, conversationId: ConversationId, text: string) =>
  eventually(`“${text}”`, async () => (await said(product, conversationId)).includes(text));

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: { data?: { refusal?: string } }) => error.data?.refusal,
  );

it(
  'refuses a message id that another conversation has, for visitors and for agents',
  { timeout: 120_000 },
  async () => {
    await using product = await startProduct();
    const [one, other] = [await beginVisit(product), await beginVisit(product)];
    const id = newId('msg');
    await one.say('First', id);
    await other.say('Second');
    await untilSaid(product, one.conversationId, 'First');
    await untilSaid(product, other.conversationId, 'Second');
    expect(await refusal(other.say('Under a known id', id))).toBe('id_taken');
    expect(await refusal(other.askForPerson(null, id))).toBe('id_taken');
    const { conversations } = await signIn(product);
    const note = { conversationId: other.conversationId, id, text: 'A note' };
    expect(await refusal(conversations.addNote.mutate(note))).toBe('id_taken');
    expect(await refusal(one.say('First', id))).toBeNull();
  },
);

it(
  'keeps two messages of one id that were accepted before either was recorded, and no reply becomes stale',
  { timeout: 120_000 },
  async () => {
    await using product = await startProduct({ worker: false });
    const [one, other] = [await beginVisit(product), await beginVisit(product)];
    const first = await product.startWorker();
    first.shutdown();
    await eventually('the worker’s end', () => first.getState() === 'STOPPED');
    const id = newId('msg');
    for (let n = 1; n <= 3; n++) await one.say(`Before ${n}`);
    await one.say('First', id);
    await other.askForPerson();
    await other.say('Second', id);
    await product.startWorker();
    await untilSaid(product, one.conversationId, 'First');
    await untilSaid(product, other.conversationId, 'Second');
    const { conversations } = await signIn(product);
    const { conversationId } = other;
    const { lastSeq: seenSeq } = await conversations.get.query({ conversationId });
    const reply = { conversationId, id: newId('msg'), text: 'Hello', seenSeq };
    expect(await refusal(conversations.reply.mutate(reply))).toBeNull();
  },
);
