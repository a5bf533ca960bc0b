import { afterAll, beforeAll, expect, it } from 'vitest';
import { conversations } from '../../db/schema/schema.ts';
import { readTranscript } from '../../db/conversation/transcript.ts';
import { newId } from '../../domain/ids.ts';
import { signIn } from '../support/people/agent-client.ts';
import { eventually } from '../support/eventually.ts';
import type { Product } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';
import { beginVisit, visitWith } from '../support/people/visitor-client.ts';

let product: Product;
beforeAll(async () => (product = await startProduct()));
afterAll(() => product[Symbol.asyncDispose]());

const tabs = async () => {
  const first = await beginVisit(product);
  return [first, visitWith({ url: product.url, token: first.token })] as const;
};
const said = async (conversationId: Parameters<typeof readTranscript>[1]['conversationId']) =>
  (await readTranscript(product.database.db, { conversationId, afterRevision: 0 }))
    .filter(({ author }) => author.by === 'customer')
    .map(({ text }) => text)
    .sort();

it('puts what two tabs of one visitor say at once into one conversation', async () => {
  const [one, other] = await tabs();
  const places = await Promise.all([one.say('From here'), other.say('And from here'), one.say('Again')]);
  const ids = new Set(places.map(({ conversationId }) => conversationId));
  expect(ids.size).toBe(1);
  const [place] = ids;
  await eventually('all three', async () => (await said(place!)).length === 3);
  expect((await one.visitor.conversation.query())?.id).toBe(place);
  const later = await other.askForPerson('kim@example.org');
  expect(later.conversationId).toBe(place);
});

it('begins another conversation when the one before is closed', async () => {
  const [one, other] = await tabs();
  const { conversationId } = await one.say('A first matter');
  await eventually('its row', async () => (await said(conversationId)).length === 1);
  const team = await signIn(product);
  await team.conversations.close.mutate({ conversationId, id: newId('msg') });
  await eventually('the closing', async () => {
    const rows = await product.database.db.select().from(conversations);
    return rows.some(({ id, status }) => id === conversationId && status === 'closed');
  });
  expect((await other.say('A second matter')).conversationId).toBe(other.conversationId);
});
