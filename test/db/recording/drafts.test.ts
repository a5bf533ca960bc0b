import { expect, it } from 'vitest';
import { loadDraft, recordAnswer } from '../../../db/recording/drafts.ts';
import { recordBatch } from '../../../db/recording/record.ts';
import { beginIdentified } from '../../../db/identity/identities.ts';
import { newId, siblingId, type DraftId, type VisitorId } from '../../../domain/ids.ts';
import type { Channel } from '../../../domain/message.ts';
import { mailIdentity as mail } from '../../support/mail/mail-identity.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { emptyBatch } from '../../support/rows/empty-batch.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { rowOf, rowsOf } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';
import { createVisitor } from '../../../db/project/visitors.ts';

const own = ownDatabase();

/** A conversation in which the assistant may write one answer. */
async function drafting() {
  const { projectId } = await seedConversation(own.db);
  const draftId: DraftId = newId('dft');
  const conversationId = await anotherConversation(own.db, { projectId, draftId });
  const answer = { conversationId, draftId, text: 'Press it.', citations: [], reason: null, evidence: null };
  return { about: { projectId, conversationId }, draftId, answer };
}

it('only the draft that the conversation names may record its answer, and only once', async () => {
  const { db } = own;
  const { answer, about } = await drafting();
  expect(await recordAnswer(db, { ...answer, draftId: newId('dft') })).toEqual({ outcome: 'abandoned' });
  expect(await recordAnswer(db, answer)).toEqual({ outcome: 'answered', seq: 1 });
  expect(await recordAnswer(db, answer)).toEqual({ outcome: 'abandoned' });
  expect(await rowsOf(db, about.conversationId)).toMatchObject([{ text: 'Press it.', audience: 'everyone' }]);
});

it('a draft that a newer step gave up can record nothing any more', async () => {
  const { db } = own;
  const { answer, about } = await drafting();
  await recordBatch(db, { ...emptyBatch(about), draftId: newId('dft') }, mail);
  expect(await recordAnswer(db, answer)).toEqual({ outcome: 'abandoned' });
  expect(await rowsOf(db, about.conversationId)).toEqual([]);
});

it('an answer that was recorded is found again, with why it asks for a person', async () => {
  const { db } = own;
  const { answer } = await drafting();
  expect((await loadDraft(db, answer)).earlier).toBeNull();
  await recordAnswer(db, { ...answer, reason: 'No passage fits.' });
  expect(await loadDraft(db, answer)).toEqual({
    earlier: { outcome: 'escalate', seq: 1, reason: 'No passage fits.' },
    context: null,
    modes: null,
  });
});

it('the step that gives a draft up hears of an answer that was quicker', async () => {
  const { db } = own;
  const { answer, about, draftId } = await drafting();
  const step = { ...emptyBatch(about), abandonedDraftId: draftId };
  expect(await recordBatch(db, step, mail)).not.toHaveProperty('lateAnswer');
  await recordBatch(db, { ...emptyBatch(about), draftId }, mail);
  await recordAnswer(db, { ...answer, reason: 'No passage fits.' });
  expect(await recordBatch(db, step, mail)).toMatchObject({
    lateAnswer: { draftId, seq: 1, reason: 'No passage fits.' },
  });
  expect((await rowOf(db, about.conversationId)).draftId).toBeNull();
});

it('the assistant is told nothing that the visitor may not see, and nothing by a draft that is not wanted', async () => {
  const { db } = own;
  const { about, draftId } = await drafting();
  const { conversationId, projectId } = about;
  const { id: visitorId } = await createVisitor(db, { projectId, tokenHash: conversationId });
  const chat = await anotherConversation(db, { projectId, draftId, visitorId });
  const shown = { projectId, conversationId: chat };
  await insertMessage(db, { ...shown, seq: 1, text: 'How?' });
  await insertMessage(db, { ...shown, seq: 2, text: 'A reseller.', kind: 'note', audience: 'team' });
  await insertMessage(db, { ...shown, seq: 3, text: 'A stranger’s mail.', audience: 'team' });
  await insertMessage(db, { ...shown, seq: 4, text: 'Taken back.', withdrawn: true });
  await insertMessage(db, { ...shown, seq: 5, text: 'Split off.', movedTo: conversationId });
  await insertMessage(db, { ...shown, seq: 6, text: 'Of another visitor.', forVisitor: false });
  await insertMessage(db, { ...shown, seq: 7, text: 'x'.repeat(9_000), id: siblingId('msg', chat) });
  const { context } = await loadDraft(db, { conversationId: chat, draftId });
  expect(context?.turns.map(({ text }) => text)).toEqual(['How?', 'x'.repeat(8_000)]);
  expect((await loadDraft(db, { conversationId: chat, draftId: newId('dft') })).context).toBeNull();
});

it('only what a visitor whom their site signed in says in the chat comes from somebody identified', async () => {
  const { db } = own;
  const { about, draftId } = await drafting();
  const { projectId } = about;
  const signed = await beginIdentified(db, {
    projectId,
    tokenHash: newId('vis'),
    identity: { sub: 'user-7', name: null, email: null, emailVerified: false },
  });
  const other = await createVisitor(db, { projectId, tokenHash: newId('vis') });
  const isIdentified = async (visitor: VisitorId, ...channels: Channel[]) => {
    const conversationId = await anotherConversation(db, { projectId, draftId, visitorId: visitor });
    for (const [at, channel] of channels.entries())
      await insertMessage(db, { projectId, conversationId, seq: at + 1, channel });
    return (await loadDraft(db, { conversationId, draftId })).context?.isIdentified;
  };
  expect(await isIdentified(signed.id, 'widget')).toBe(true);
  expect(await isIdentified(signed.id, 'widget', 'email')).toBe(false);
  expect(await isIdentified(signed.id, 'email', 'widget')).toBe(true);
  expect(await isIdentified(other.id, 'widget')).toBe(false);
});
