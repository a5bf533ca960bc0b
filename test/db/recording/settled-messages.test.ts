import { expect, it } from 'vitest';
import { parkUnit } from '../../../db/conversation/parked.ts';
import { recordBatch } from '../../../db/recording/record.ts';
import { findSettled } from '../../../db/recording/settled-messages.ts';
import { said } from '../../../domain/conversation/entries.ts';
import { newId } from '../../../domain/ids.ts';
import { mailIdentity as mail } from '../../support/mail/mail-identity.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { emptyBatch } from '../../support/rows/empty-batch.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();
const customersWords = (id = newId('msg')) =>
  said({ id, author: { by: 'customer' }, channel: 'widget', text: 'Hello', at: '2026-01-01T12:00:00.000Z' });

it('what is recorded, parked, or without its conversation waits for nothing, and everything else does', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const conversationId = await anotherConversation(db, { projectId });
  const [recorded, parked] = [customersWords(), customersWords()];
  await recordBatch(db, { ...emptyBatch({ conversationId, projectId }), entries: [recorded] }, mail);
  const unit = { kind: 'entry', entry: parked } as const;
  await parkUnit(db, { id: newId('prk'), projectId, conversationId, unit, error: 'refused' });
  const settled = [recorded, parked].map(({ id }) => ({ conversationId, id }));
  const homeless = { conversationId: newId('cnv'), id: newId('msg') };
  const waiting = { conversationId, id: newId('msg') };
  expect(await findSettled(db, [...settled, homeless, waiting])).toEqual([...settled, homeless]);
});

it('a message that another conversation has waits until it is recorded in its own', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const one = await anotherConversation(db, { projectId });
  const conversationId = await anotherConversation(db, { projectId });
  const entries = [customersWords()];
  const asked = entries.map(({ id }) => ({ conversationId, id }));
  await recordBatch(db, { ...emptyBatch({ conversationId: one, projectId }), entries }, mail);
  expect(await findSettled(db, asked)).toEqual([]);
  await recordBatch(db, { ...emptyBatch({ conversationId, projectId }), entries }, mail);
  expect(await findSettled(db, asked)).toEqual(asked);
});
