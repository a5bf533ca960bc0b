import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import {
  addressesOfSessions,
  findMailSender,
  isOnTeam,
  readAgentSettings,
  saveAgentSettings,
} from '../../../db/project/agents.ts';
import { memberships, projects, sessions } from '../../../db/schema/schema.ts';
import { newId, type ProjectId } from '../../../domain/ids.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

const emailOf = (agentId: string) => `${agentId}@acme.example`;

it('an agent is mailed about their account by the project they have worked for longest', async () => {
  const [first, second] = [await seedConversation(own.db), await seedConversation(own.db)];
  const { agentId } = first;
  const names = { [first.projectId]: 'Theirs', [second.projectId]: 'Longest' };
  for (const [id, name] of Object.entries(names))
    await own.db
      .update(projects)
      .set({ name })
      .where(eq(projects.id, id as ProjectId));
  await own.db
    .insert(memberships)
    .values({ projectId: second.projectId, agentId, createdAt: new Date('2020-01-01') });
  expect(await findMailSender(own.db, emailOf(agentId))).toMatchObject({ agentId, projectName: 'Longest' });
  expect(await findMailSender(own.db, 'nobody@acme.example')).toBeNull();
  expect(await isOnTeam(own.db, emailOf(agentId).toUpperCase())).toBe(true);
  expect(await isOnTeam(own.db, 'nobody@acme.example')).toBe(false);
});

it('where somebody is signed in leaves out what has ended, and the session that asks', async () => {
  const { agentId } = await seedConversation(own.db);
  const signIn = async (ipAddress: string | null, inMs = 60_000) => {
    const id = newId('msg');
    const expiresAt = new Date(Date.now() + inMs);
    await own.db.insert(sessions).values({ id, token: id, userId: agentId, expiresAt, ipAddress });
    return id;
  };
  const asking = await signIn('203.0.113.1');
  await signIn('203.0.113.2');
  await signIn('203.0.113.2');
  await signIn('203.0.113.3', -1);
  await signIn(null);
  expect(await addressesOfSessions(own.db, emailOf(agentId), asking)).toEqual(['203.0.113.2']);
  expect((await addressesOfSessions(own.db, emailOf(agentId))).toSorted()).toEqual([
    '203.0.113.1',
    '203.0.113.2',
  ]);
});

it('an agent changes one setting without losing another', async () => {
  const { agentId } = await seedConversation(own.db);
  const settings = () => readAgentSettings(own.db, agentId);
  expect(await settings()).toEqual({ signature: '', notifyByMail: 'away' });
  await saveAgentSettings(own.db, agentId, { signature: '**Ana**' });
  await saveAgentSettings(own.db, agentId, { notifyByMail: 'off' });
  await saveAgentSettings(own.db, agentId, {});
  expect(await settings()).toEqual({ signature: '**Ana**', notifyByMail: 'off' });
  await saveAgentSettings(own.db, agentId, { signature: '' });
  expect(await settings()).toEqual({ signature: '', notifyByMail: 'off' });
});
