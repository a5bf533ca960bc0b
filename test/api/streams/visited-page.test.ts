import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AgentTranscriptUpdate, VisitorTranscriptUpdate } from '../../../domain/inbox/views.ts';
import { newId } from '../../../domain/ids.ts';
import { agentClient, cookieOf } from '../../support/people/agent-client.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { eventually } from '../../support/eventually.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import { followUpdates } from '../../support/streams/follow-updates.ts';

let product: Product;
let ana: string;
beforeAll(async () => {
  product = await startProduct();
  ana = await cookieOf(product);
});
afterAll(() => product?.[Symbol.asyncDispose]());

const pageIn = (updates: AgentTranscriptUpdate[]) =>
  updates.findLast((each) => each.type === 'presence')?.present.find((each) => each.does === 'visits');

async function visit() {
  const visitor = await beginVisit(product);
  await visitor.say('Is anybody there?');
  const { conversationId } = visitor;
  const see = (url: string, title = 'Pricing', window = 'one') =>
    visitor.visitor.visit.mutate({ conversationId, window, page: { url, title } });
  return { ...visitor, see };
}

it('an agent sees the page that a visitor has before them, until they leave it or are erased', async () => {
  const { conversationId, see, visitor } = await visit();
  using seen = await followUpdates<AgentTranscriptUpdate>(product.url, 'conversations.transcriptEvents', {
    input: { conversationId },
    headers: { cookie: ana },
  });
  const shows = (url?: string) => eventually(`${url}`, () => pageIn(seen.updates)?.url === url);
  await see('https://kim:secret@shop.example/pricing?plan=pro#top');
  await shows('https://shop.example/pricing?plan=pro');
  const { since } = pageIn(seen.updates)!;
  await see('https://shop.example/pricing?plan=pro');
  await see('https://shop.example/cart', 'Cart', 'two');
  await shows('https://shop.example/cart');
  await visitor.visit.mutate({ conversationId, window: 'two', page: null });
  await shows('https://shop.example/pricing?plan=pro');
  expect(pageIn(seen.updates)?.since).toBe(since);
  await see('javascript:alert(1)');
  await shows();
  await see('https://shop.example/help');
  await shows('https://shop.example/help');
  await agentClient(product.url, ana).erasing.conversation.mutate({ conversationId });
  expect(product.feed.presences.of(conversationId).length).toBeLessThanOrEqual(1);
  await eventually('nobody', () => product.feed.presences.of(conversationId).length === 0);
});

it('a visitor hears nothing of notes, tags, who looks, or another one’s page', async () => {
  const [one, other] = [await visit(), await visit()];
  const { conversationId, token } = one;
  const agent = agentClient(product.url, ana);
  using heard = await followUpdates<VisitorTranscriptUpdate>(product.url, 'visitor.events', {
    input: { conversationId },
    headers: { authorization: `Bearer ${token}` },
  });
  await agent.presence.say.mutate({ conversationId, window: 'a', does: 'looks' });
  await agent.presence.say.mutate({ conversationId, window: 'b', does: 'notes' });
  await other.see('https://shop.example/others-page');
  await one.see('https://shop.example/own-page');
  const tag = await agent.tags.create.mutate({
    projectId: product.project.id,
    id: newId('tag'),
    name: 'tagword',
  });
  await agent.conversations.addTag.mutate({ conversationId, id: newId('msg'), tagId: tag.id });
  await agent.conversations.addNote.mutate({ conversationId, id: newId('msg'), text: 'a private noteword' });
  await one.say('And the last words');
  await eventually('the last words', () => JSON.stringify(heard.updates).includes('And the last words'));
  const all = JSON.stringify(heard.updates);
  for (const word of [
    'tagword',
    tag.id,
    'noteword',
    'looks',
    'notes',
    'visits',
    'own-page',
    'others-page',
    '"tags"',
    '"note"',
  ])
    expect(all).not.toContain(word);
  const foreign = other.visitor.visit.mutate({
    conversationId,
    window: 'x',
    page: { url: 'https://evil.example/', title: '' },
  });
  await expect(foreign).rejects.toThrow('no such conversation');
});
