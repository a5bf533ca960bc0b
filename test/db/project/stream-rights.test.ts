import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { findLiveRights, type StreamRight } from '../../../db/project/stream-rights.ts';
import { createVisitor } from '../../../db/project/visitors.ts';
import { agents, memberships, projects, sessions, visitors } from '../../../db/schema/schema.ts';
import { newId, type AgentId } from '../../../domain/ids.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

async function signIn(userId: AgentId, expiresAt = new Date(Date.now() + 60_000)): Promise<string> {
  const id = newId('msg');
  await own.db.insert(sessions).values({ id, token: id, userId, expiresAt });
  return id;
}

const stand = async (rights: StreamRight[]) => {
  const live = await findLiveRights(own.db, rights, false);
  return rights.map(live);
};

it('an agent follows with a session that lasts, in projects whose team they are on', async () => {
  const [mine, theirs] = [await seedConversation(own.db), await seedConversation(own.db)];
  const { agentId, projectId } = mine;
  const sessionId = await signIn(agentId);
  const expired = await signIn(agentId, new Date(Date.now() - 1));
  const right = { agentId, projectId, sessionId };
  const rights = [
    right,
    { ...right, sessionId: expired },
    { ...right, sessionId: newId('msg') },
    { ...right, projectId: theirs.projectId },
  ];
  expect(await stand(rights)).toEqual(['live', 'ended', 'ended', 'ended']);
  await own.db
    .delete(memberships)
    .where(and(eq(memberships.agentId, agentId), eq(memberships.projectId, projectId)));
  expect(await stand([right])).toEqual(['ended']);
});

it('a visitor follows as long as they exist, and many rights are told apart', async () => {
  const { projectId, agentId } = await seedConversation(own.db);
  const arrive = async () => (await createVisitor(own.db, { projectId, tokenHash: newId('vis') })).id;
  const [kim, gone] = [await arrive(), await arrive()];
  await own.db.delete(visitors).where(eq(visitors.id, gone));
  const rights: StreamRight[] = [
    { projectId, visitorId: gone },
    { projectId, agentId, sessionId: await signIn(agentId) },
    { projectId, visitorId: kim },
  ];
  expect(await stand(rights)).toEqual(['ended', 'live', 'live']);
  expect(await stand([])).toEqual([]);
});

it('a session by a password alone is held back where a second step is asked for', async () => {
  const { projectId, agentId } = await seedConversation(own.db);
  const byPassword = await signIn(agentId);
  const byPasskey = await signIn(agentId);
  const byProvider = await signIn(agentId);
  const prove = (id: string, provenBy: 'passkey' | 'provider') =>
    own.db.update(sessions).set({ provenBy }).where(eq(sessions.id, id));
  await prove(byPasskey, 'passkey');
  await prove(byProvider, 'provider');
  const rights = [byPassword, byPasskey, byProvider].map((sessionId) => ({ projectId, agentId, sessionId }));
  expect(await stand(rights)).toEqual(['live', 'live', 'live']);
  await own.db.update(projects).set({ requiresSecondStep: true }).where(eq(projects.id, projectId));
  expect(await stand(rights)).toEqual(['held_back', 'live', 'held_back']);
  const withProvider = await findLiveRights(own.db, rights, true);
  expect(rights.map(withProvider)).toEqual(['held_back', 'live', 'live']);
  await own.db.update(agents).set({ twoFactorEnabled: true }).where(eq(agents.id, agentId));
  expect(await stand(rights)).toEqual(['live', 'live', 'live']);
});
