import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { listListeners, setWatching, watchAlso, watchNoMore } from '../../../db/conversation/watches.ts';
import { agents, conversations, memberships } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { anotherAgent } from '../../support/rows/another-agent.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

async function team() {
  const { db } = own;
  const seed = await seedConversation(db);
  const { projectId, conversationId } = seed;
  const ben = await anotherAgent(db, { projectId });
  const watch = (watching: boolean, where = conversationId) =>
    setWatching(db, { projectId, conversationId: where, agentId: ben, watching });
  const listeners = async (where = conversationId) => (await listListeners(db, where)).map(({ id }) => id);
  return { ...seed, ben, watch, listeners };
}

it('mail goes to whoever is responsible and to whoever watches, each once', async () => {
  const { conversationId, agentId, ben, watch, listeners } = await team();
  expect(await listeners()).toEqual([]);
  await own.db.update(conversations).set({ assigneeId: ben }).where(eq(conversations.id, conversationId));
  await watch(true);
  await watch(true);
  expect(await listeners()).toEqual([ben]);
  await own.db.update(conversations).set({ assigneeId: agentId }).where(eq(conversations.id, conversationId));
  expect((await listeners()).toSorted()).toEqual([agentId, ben].toSorted());
  await watch(false);
  expect(await listeners()).toEqual([agentId]);
});

it('nobody is told who wants no mail, or who left the team', async () => {
  const { ben, watch, listeners } = await team();
  await watch(true);
  await own.db.update(agents).set({ notifyByMail: 'off' }).where(eq(agents.id, ben));
  expect(await listeners()).toEqual([]);
  await own.db.update(agents).set({ notifyByMail: 'always' }).where(eq(agents.id, ben));
  expect(await listeners()).toEqual([ben]);
  await own.db.delete(memberships).where(eq(memberships.agentId, ben));
  expect(await listeners()).toEqual([]);
});

it('a wish that a merge brought becomes the agent’s own when they ask for it', async () => {
  const { db } = own;
  const { projectId, conversationId, ben, watch, listeners } = await team();
  const into = await anotherConversation(db, { projectId });
  const move = newId('msg');
  await watch(true);
  await watchAlso(db, { from: conversationId, into, move });
  expect(await listeners(into)).toEqual([ben]);
  await watch(true, into);
  await watchNoMore(db, { conversationId: into, move });
  expect(await listeners(into)).toEqual([ben]);
});
