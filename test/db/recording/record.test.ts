import { expect, it } from 'vitest';
import { recordAnswer } from '../../../db/recording/drafts.ts';
import { recordBatch } from '../../../db/recording/record.ts';
import { conversations } from '../../../db/schema/schema.ts';
import { said } from '../../../domain/conversation/entries.ts';
import { newId, type ConversationId, type DraftId, type ProjectId } from '../../../domain/ids.ts';
import { mailIdentity as mail } from '../../support/mail/mail-identity.ts';
import { emptyBatch } from '../../support/rows/empty-batch.ts';
import { rowOf, rowsOf } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

const words = (text: string) =>
  said({
    id: newId('msg'),
    author: { by: 'customer' },
    channel: 'widget',
    text,
    at: new Date().toISOString(),
  });

const batchOf = (about: { conversationId: ConversationId; projectId: ProjectId }, texts: string[]) => ({
  ...emptyBatch(about),
  entries: texts.map(words),
});

it('a batch that is recorded again finds its numbers, and nothing is said twice', async () => {
  const { db } = own;
  const seed = await seedConversation(db);
  const batch = batchOf(seed, ['It does not start.', 'The light blinks.']);
  const first = await recordBatch(db, batch, mail);
  expect(first).toMatchObject({ seqs: [1, 2], lastSeq: 2 });
  expect(await recordBatch(db, batch, mail)).toEqual(first);
  expect((await rowsOf(db, seed.conversationId)).map(({ text }) => text)).toEqual([
    'It does not start.',
    'The light blinks.',
  ]);
});

it('a step that holds something old and something new numbers only what is new', async () => {
  const { db } = own;
  const seed = await seedConversation(db);
  const batch = batchOf(seed, ['One', 'Two']);
  await recordBatch(db, batch, mail);
  const more = { ...batch, entries: [...batch.entries, words('Three')] };
  expect(await recordBatch(db, more, mail)).toMatchObject({ seqs: [1, 2, 3], lastSeq: 3 });
});

it('numbers have no gap and no double when steps and an answer are written at the same moment', async () => {
  const { db } = own;
  const seed = await seedConversation(db);
  const draftId: DraftId = newId('dft');
  const { conversationId } = seed;
  await recordBatch(db, { ...batchOf(seed, ['Hello?']), draftId }, mail);
  const answer = { conversationId, draftId, text: 'Press it.', citations: [], reason: null, evidence: null };
  await Promise.all([
    recordAnswer(db, answer),
    ...Array.from({ length: 6 }, () =>
      recordBatch(db, { ...batchOf(seed, ['And?', 'Well?']), draftId }, mail),
    ),
  ]);
  expect((await rowsOf(db, conversationId)).map(({ seq }) => seq)).toEqual(
    Array.from({ length: 14 }, (_, at) => at + 1),
  );
  expect(await rowOf(db, conversationId)).toMatchObject({ lastSeq: 14, revision: 8 });
});

it('says that a conversation is gone, and writes nothing of it', async () => {
  const { db } = own;
  const seed = await seedConversation(db);
  const conversationId = newId('cnv');
  const before = await db.$count(conversations);
  expect(await recordBatch(db, batchOf({ ...seed, conversationId }, ['Hello?']), mail)).toBeNull();
  expect(await rowsOf(db, conversationId)).toEqual([]);
  expect(await db.$count(conversations)).toBe(before);
});
