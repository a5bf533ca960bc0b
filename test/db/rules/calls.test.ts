import { expect, it } from 'vitest';
import { claimCall, endCall } from '../../../db/rules/calls.ts';
import { newId } from '../../../domain/ids.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

async function begin() {
  const { projectId, conversationId } = await seedConversation(own.db);
  const call = { id: newId('msg'), projectId, conversationId };
  return { id: call.id, claim: () => claimCall(own.db, call) };
}

it('a call is one worker’s, and a later one finds that it was begun or taken', async () => {
  const { id, claim } = await begin();
  const claims = await Promise.all([claim(), claim(), claim()]);
  expect(claims.filter((each) => each === null)).toHaveLength(1);
  expect(await claim()).toBe('calling');
  await endCall(own.db, id, 'taken');
  expect(await claim()).toBe('taken');
});

it('a call that was refused for now is made again, and one that ended is not', async () => {
  const { id, claim } = await begin();
  expect(await claim()).toBeNull();
  await endCall(own.db, id, 'again');
  expect(await claim()).toBeNull();
  await endCall(own.db, id, 'failed');
  await endCall(own.db, id, 'again');
  expect(await claim()).toBe('failed');
});
