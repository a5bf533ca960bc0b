import { expect, it } from 'vitest';
import { recordBatch } from '../../../db/recording/record.ts';
import { said } from '../../../domain/conversation/entries.ts';
import { newId } from '../../../domain/ids.ts';
import { mailIdentity as mail } from '../../support/mail/mail-identity.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { emptyBatch } from '../../support/rows/empty-batch.ts';
import { rowsOf } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

it('two conversations keep what came to both under one id, each its own words, however often it is recorded', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const [one, other] = [
    await anotherConversation(db, { projectId }),
    await anotherConversation(db, { projectId }),
  ];
  const id = newId('msg');
  const step = (conversationId: typeof one, text: string) => {
    const at = '2026-01-01T12:00:00.000Z';
    const entries = [said({ id, author: { by: 'customer' }, channel: 'widget', text, at })];
    return recordBatch(db, { ...emptyBatch({ conversationId, projectId }), entries }, mail);
  };
  for (let times = 0; times < 2; times++) {
    expect(await step(one, 'Mine')).toMatchObject({ seqs: [1], lastSeq: 1 });
    expect(await step(other, 'Theirs')).toMatchObject({ seqs: [1], lastSeq: 1 });
  }
  expect(await rowsOf(db, one)).toMatchObject([{ id, text: 'Mine' }]);
  const [theirs, ...more] = await rowsOf(db, other);
  expect(more).toEqual([]);
  expect(theirs?.text).toBe('Theirs');
  expect(theirs?.id).not.toBe(id);
});
