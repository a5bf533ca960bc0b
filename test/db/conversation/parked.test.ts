import { expect, it } from 'vitest';
import {
  countParked,
  findParked,
  listParked,
  parkUnit,
  settleRetried,
  takeParked,
} from '../../../db/conversation/parked.ts';
import { said } from '../../../domain/conversation/entries.ts';
import type { Unit } from '../../../domain/conversation/unit.ts';
import { newId, type ParkedId } from '../../../domain/ids.ts';
import { rowOf } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

async function parking() {
  const { db } = own;
  const seed = await seedConversation(db);
  const { projectId, conversationId } = seed;
  const author = { by: 'customer' } as const;
  const entry = said({
    id: newId('msg'),
    author,
    channel: 'widget',
    text: 'Refused',
    at: '2026-01-01T12:00:00.000Z',
  });
  const unit: Unit = { kind: 'entry', entry };
  const id: ParkedId = newId('prk');
  const park = (error = 'No.', again: Unit = unit) =>
    parkUnit(db, { id: newId('prk'), projectId, conversationId, unit: again, error });
  await parkUnit(db, { id, projectId, conversationId, unit, error: 'No.' });
  const decide = (does: 'retry' | 'skip', text?: string) =>
    takeParked(db, { conversationId, decision: { parkedId: id, does, text } });
  const settle = () => settleRetried(db, conversationId, [entry.id]);
  const state = async () => (await findParked(db, id))?.state;
  return { ...seed, id, entry, unit, park, decide, settle, state };
}

it('the same unit is parked once, and remembers the newest refusal', async () => {
  const { id, park, projectId, conversationId } = await parking();
  expect(await park('Still no.')).toBe(1);
  expect(await findParked(own.db, id)).toMatchObject({ error: 'Still no.', attempts: 2 });
  expect(await park('No.', { kind: 'standing' })).toBe(2);
  expect(await countParked(own.db, projectId)).toBe(1);
  expect(await listParked(own.db, conversationId)).toMatchObject([
    { kind: 'entry', author: 'customer', text: 'Refused' },
    { kind: 'standing', author: null, text: null },
  ]);
});

it('whoever looks at the conversation hears of it, and a conversation that is gone has nothing parked', async () => {
  const { conversationId, projectId, unit, park } = await parking();
  const { revision } = await rowOf(own.db, conversationId);
  await park();
  expect((await rowOf(own.db, conversationId)).revision).toBe(revision + 1);
  const nowhere = { id: newId('prk'), projectId, conversationId: newId('cnv'), unit, error: 'No.' };
  expect(await parkUnit(own.db, nowhere)).toBeNull();
});

it('an admin’s words replace the refused ones, and are kept when it is refused again', async () => {
  const { decide, park, entry, conversationId } = await parking();
  const retried = { unit: { kind: 'entry', entry: { ...entry, text: 'Allowed' } }, left: 0 };
  expect(await decide('retry', 'Allowed')).toEqual(retried);
  expect(await decide('retry')).toEqual(retried);
  await park();
  expect(await listParked(own.db, conversationId)).toMatchObject([{ text: 'Allowed' }]);
});

it('only what is being tried again is settled by being recorded', async () => {
  const { decide, settle, state } = await parking();
  await settle();
  expect(await state()).toBe('waiting');
  await decide('retry');
  await settle();
  expect(await state()).toBe('recorded');
  expect(await decide('skip')).toEqual({ unit: null, left: 0 });
  expect(await state()).toBe('recorded');
});

it('what nobody wants is skipped, and another conversation decides nothing about it', async () => {
  const { decide, state, id } = await parking();
  const { conversationId } = await seedConversation(own.db);
  const decision = { parkedId: id, does: 'skip' } as const;
  await takeParked(own.db, { conversationId, decision });
  expect(await state()).toBe('waiting');
  expect(await decide('skip')).toEqual({ unit: null, left: 0 });
  expect(await state()).toBe('skipped');
});
