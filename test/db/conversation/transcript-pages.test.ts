import { expect, it } from 'vitest';
import { connect } from '../../../db/connection/database.ts';
import { messages } from '../../../db/schema/schema.ts';
import { readChanges, readPage } from '../../../db/conversation/transcript-pages.ts';
import { newId, type ConversationId } from '../../../domain/ids.ts';
import { emptyWindow, learned, withEarlier } from '../../../domain/inbox/transcript-window.ts';
import type { Message } from '../../../domain/message.ts';
import { createTestDatabase } from '../../support/stack/database.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';

/** A conversation that has gone on for years: every tenth thing is said among agents. */
async function longConversation(count: number) {
  const database = await createTestDatabase();
  const { db, close } = connect(database.url);
  const { conversationId, projectId } = await seedConversation(db);
  const row = (seq: number) => ({
    id: newId('msg'),
    projectId,
    conversationId,
    seq,
    revision: seq,
    kind: seq % 10 === 0 ? ('note' as const) : ('message' as const),
    channel: 'widget' as const,
    audience: seq % 10 === 0 ? ('team' as const) : ('everyone' as const),
    author: { by: 'customer' as const },
    text: `message ${seq}`,
    createdAt: new Date(),
  });
  const rows = Array.from({ length: count }, (_, at) => row(at + 1));
  for (let at = 0; at < count; at += 500) await db.insert(messages).values(rows.slice(at, at + 500));
  return {
    db,
    conversationId,
    [Symbol.asyncDispose]: async () => {
      await close();
      await database[Symbol.asyncDispose]();
    },
  };
}

it('comes from its end, a page at a time, until all of it is there', async () => {
  await using long = await longConversation(3_453);
  const { db, conversationId } = long;
  const news = await readChanges(db, { conversationId, afterRevision: 0, reader: 'agent' });
  expect([news.messages.length, news.page]).toEqual([60, { from: 3_394, earlier: true }]);
  expect(JSON.stringify(news).length).toBeLessThan(60_000);
  let window = learned(emptyWindow<Message>(), news);
  while (window.earlier) {
    const page = await readPage(db, { conversationId, before: window.from, reader: 'agent' });
    window = withEarlier(window, { ...page, before: window.from });
  }
  expect(window.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 3_453 }, (_, at) => at + 1));
});

it('tells a reader who comes back what changed, and begins anew when that is more than a page', async () => {
  await using long = await longConversation(200);
  const { db, conversationId } = long;
  const few = await readChanges(db, { conversationId, afterRevision: 190, reader: 'agent' });
  expect([few.messages.map(({ seq }) => seq), few.page]).toEqual([
    [191, 192, 193, 194, 195, 196, 197, 198, 199, 200],
    undefined,
  ]);
  const many = await readChanges(db, { conversationId, afterRevision: 100, reader: 'agent' });
  expect([many.messages.length, many.page]).toEqual([60, { from: 141, earlier: true }]);
});

it('fills a visitor’s page with what they may see', async () => {
  await using long = await longConversation(200);
  const { db } = long;
  const conversationId: ConversationId = long.conversationId;
  const page = await readPage(db, { conversationId, before: null, reader: 'visitor' });
  const seen = page.messages.filter(({ audience }) => audience === 'everyone');
  expect([seen.length, page.earlier]).toEqual([60, true]);
});
