import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { findConversation, markRead } from '../../../db/inbox/inbox.ts';
import { readTeamStanding } from '../../../db/inbox/team-standing.ts';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import { setWatching } from '../../../db/conversation/watches.ts';
import { conversations, memberships } from '../../../db/schema/schema.ts';
import { newId, type AgentId } from '../../../domain/ids.ts';
import { mayBeUnread } from '../../../domain/inbox/unread.ts';
import { anotherAgent } from '../../support/rows/another-agent.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

async function teams() {
  const { db } = own;
  const seed = await seedConversation(db);
  const { conversationId, projectId } = seed;
  const ben = await anotherAgent(db, { projectId });
  let seq = 0;
  const say = (parts = {}) => insertMessage(db, { projectId, conversationId, seq: ++seq, ...parts });
  const unread = async (agentId: AgentId) =>
    (await findConversation(db, { conversationId, agentId }))?.unread ?? null;
  const read = (agentId: AgentId, upTo: number) =>
    markRead(db, { projectId, conversationId, agentId, seq: upTo });
  return { ...seed, ana: seed.agentId, ben, say, unread, read };
}

it('each of these is unread to whom the screen says it is', async () => {
  const { ana, ben } = await teams();
  const system = { kind: 'event', author: { by: 'system' } };
  const kinds = [
    {},
    { author: { by: 'other', email: 'lee@example.org', name: '' }, audience: 'team' },
    { author: { by: 'assistant' } },
    { author: { by: 'agent', agentId: ana } },
    { author: { by: 'agent', agentId: ben }, kind: 'note' },
    { ...system, event: { kind: 'notDelivered', how: 'bounced', detail: '' } },
    { ...system, event: { kind: 'closed', agentId: ben } },
    { withdrawn: true, originConversationId: newId('cnv') },
  ];
  for (const kind of kinds) {
    const team = await teams();
    const mine = 'author' in kind && 'agentId' in kind.author ? kind.author.agentId : null;
    const author = mine && { author: { by: 'agent', agentId: mine === ana ? team.ana : team.ben } };
    await team.say({ ...kind, ...author });
    const [message] = await readTranscript(own.db, { ...team, afterRevision: 0 });
    for (const agent of [team.ana, team.ben]) {
      expect([kind, await team.unread(agent)]).toEqual([kind, mayBeUnread(message!, agent)]);
    }
  }
});

it('reading goes forwards only, and is everybody’s own', async () => {
  const { ana, ben, say, unread, read } = await teams();
  await say();
  await say();
  await read(ana, 2);
  await read(ana, 1);
  expect([await unread(ana), await unread(ben)]).toEqual([false, true]);
  await say();
  expect(await unread(ana)).toBe(true);
});

it('nothing is unread while the assistant has the conversation', async () => {
  const { conversationId, ana, say, unread } = await teams();
  await say();
  await own.db
    .update(conversations)
    .set({ handlerBy: 'assistant' })
    .where(eq(conversations.id, conversationId));
  expect(await unread(ana)).toBe(false);
});

it('one reading tells of everybody on the team how they stand, and of nobody who left it', async () => {
  const { conversationId, projectId, ana, ben, say, read } = await teams();
  const gone = await anotherAgent(own.db, { projectId });
  await say();
  await read(ana, 1);
  await read(gone, 1);
  await setWatching(own.db, { projectId, conversationId, agentId: ben, watching: true });
  await own.db.delete(memberships).where(eq(memberships.agentId, gone));
  expect([...(await readTeamStanding(own.db, conversationId))].toSorted()).toEqual(
    [
      [ana, { readSeq: 1, watching: false, unread: false, mentioned: false }],
      [ben, { readSeq: 0, watching: true, unread: true, mentioned: false }],
    ].toSorted(),
  );
});
