import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { listLeftBehind } from '../../../db/project/team/departures.ts';
import { changeRole, listFormer, listTeam, removeMember } from '../../../db/project/team/members.ts';
import { noteSeen } from '../../../db/project/team/seen.ts';
import { listListeners, setWatching } from '../../../db/conversation/watches.ts';
import { conversations, memberships } from '../../../db/schema/schema.ts';
import { anotherAgent } from '../../support/rows/another-agent.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

/** Ana and Ben, both owners, and a conversation that Ben has. */
async function twoOwners() {
  const { db } = own;
  const { projectId, agentId: ana, conversationId } = await seedConversation(db);
  const ben = await anotherAgent(db, { projectId });
  await db.update(memberships).set({ role: 'owner' }).where(eq(memberships.projectId, projectId));
  await db
    .update(conversations)
    .set({ assigneeId: ben, lastSeq: 1 })
    .where(eq(conversations.id, conversationId));
  return { db, projectId, ana, ben, conversationId };
}

it('two owners who remove each other at once leave one', async () => {
  const { db, projectId, ana, ben } = await twoOwners();
  const refusals = await Promise.all([
    removeMember(db, { projectId, agentId: ben, by: ana }),
    removeMember(db, { projectId, agentId: ana, by: ben }),
  ]);
  expect(await listTeam(db, projectId)).toHaveLength(1);
  expect(refusals.filter((each) => each === null)).toHaveLength(1);
});

it('the last owner neither leaves nor takes another role, but for the shell’s own will', async () => {
  const { db, projectId, ana, ben } = await twoOwners();
  expect(await changeRole(db, { projectId, agentId: ben, by: ana, role: 'agent' })).toBeNull();
  expect(await changeRole(db, { projectId, agentId: ana, by: ana, role: 'agent' })).toBe('last_owner');
  expect(await removeMember(db, { projectId, agentId: ana, by: ana })).toBe('last_owner');
  expect(await removeMember(db, { projectId, agentId: ana, by: 'shell' })).toBe('last_owner');
  expect(await removeMember(db, { projectId, agentId: ana, by: 'shell', withoutOwner: true })).toBeNull();
});

it('whoever left is known by name, hears nothing, and is not responsible for anything', async () => {
  const { db, projectId, ana, ben, conversationId } = await twoOwners();
  await setWatching(db, { projectId, conversationId, agentId: ben, watching: true });
  const leftBehind = async () =>
    (await listLeftBehind(db)).filter((each) => each.conversationId === conversationId);
  expect(await leftBehind()).toEqual([]);
  await removeMember(db, { projectId, agentId: ben, by: ana });
  expect(await listFormer(db, projectId)).toEqual([{ id: ben, name: 'Ben' }]);
  expect(await listListeners(db, conversationId)).toEqual([]);
  expect(await leftBehind()).toMatchObject([{ agentId: ben }]);
  expect(await removeMember(db, { projectId, agentId: ben, by: ana })).toBe('not_a_member');
  await db.update(conversations).set({ status: 'closed' }).where(eq(conversations.id, conversationId));
  expect(await leftBehind()).toEqual([]);
});

it('the list says who is here, who was, and what each has open', async () => {
  const { db, projectId, ana, ben } = await twoOwners();
  await noteSeen(db, [{ projectId, agentId: ana }]);
  const written = async () => (await listTeam(db, projectId)).find(({ id }) => id === ana)?.seenAt;
  const first = await written();
  await noteSeen(db, [{ projectId, agentId: ana }]);
  expect(await written()).toBe(first);
  await db
    .update(memberships)
    .set({ seenAt: new Date(Date.now() - 3_600_000) })
    .where(eq(memberships.agentId, ben));
  expect(await listTeam(db, projectId)).toMatchObject([
    { id: ana, here: true, open: 0 },
    { id: ben, here: false, open: 1 },
  ]);
});
