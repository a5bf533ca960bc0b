import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { readEvidence } from '../../../db/assistant/read-evidence.ts';
import { countThumbs, setThumb } from '../../../db/conversation/thumbs.ts';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import { eraseConversations } from '../../../db/erasing/erase-conversations.ts';
import { recordAnswer } from '../../../db/recording/drafts.ts';
import { answers } from '../../../db/schema/schema.ts';
import { NOTHING_ASKED, type AnswerVerdict, type KeptEvidence } from '../../../domain/assistant/evidence.ts';
import { toVisitorMessage } from '../../../domain/inbox/visitor-view.ts';
import { newId, siblingId, type DraftId } from '../../../domain/ids.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { rowOf } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

/** An answer of the assistant in a conversation. */
async function answered(outcome: AnswerVerdict = 'answered') {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const draftId: DraftId = newId('dft');
  const conversationId = await anotherConversation(db, { projectId, draftId });
  const evidence: KeptEvidence = {
    ...{ ...NOTHING_ASKED, outcome, model: 'secret-model', question: 'How?', questionId: null },
    ...{ reason: 'A secret reason.', cited: ['art_1', 'art_2'], attempts: 1 },
  };
  await recordAnswer(db, { conversationId, draftId, text: 'So.', citations: [], reason: null, evidence });
  return { projectId, conversationId, messageId: siblingId('msg', draftId) };
}

it('one thumb counts for each answer, the last one, and every article that it cites', async () => {
  const { db } = own;
  const { projectId, ...answer } = await answered();
  const counted = () => countThumbs(db, projectId);
  const one = { helpful: 1, unhelpful: 0 };
  for (let times = 0; times < 2; times++) expect(await setThumb(db, { ...answer, helpful: true })).toBe(true);
  expect(await counted()).toEqual(
    new Map([
      ['art_1', one],
      ['art_2', one],
    ]),
  );
  await setThumb(db, { ...answer, helpful: false });
  expect((await counted()).get('art_1')).toEqual({ helpful: 0, unhelpful: 1 });
  await setThumb(db, { ...answer, helpful: null });
  expect(await counted()).toEqual(new Map());
});

it('a thumb is on the screens of whoever looks, and a repeated one changes nothing', async () => {
  const { db } = own;
  const { projectId: _project, ...answer } = await answered();
  const revision = async () => (await rowOf(db, answer.conversationId)).revision;
  const before = await revision();
  await setThumb(db, { ...answer, helpful: true });
  expect(await revision()).toBe(before + 1);
  await setThumb(db, { ...answer, helpful: true });
  expect(await revision()).toBe(before + 1);
  const [message] = await readTranscript(db, { ...answer, afterRevision: before });
  expect(message?.answer).toEqual({ votable: true, helpful: true });
});

it('nobody says of another conversation’s answer whether it helped, nor of one that said nothing', async () => {
  const { db } = own;
  const { messageId } = await answered();
  const { conversationId } = await answered();
  expect(await setThumb(db, { conversationId, messageId, helpful: true })).toBe(false);
  const { projectId: _project, ...unknown } = await answered('unknown');
  expect(await setThumb(db, { ...unknown, helpful: true })).toBe(false);
  const { projectId, ...taken } = await answered();
  const hidden = { projectId, conversationId: taken.conversationId, seq: 7, audience: 'team' as const };
  const copy = await insertMessage(db, { ...hidden, originId: messageId });
  expect(await setThumb(db, { ...taken, messageId: copy, helpful: true })).toBe(false);
});

it('a visitor learns their thumb and nothing of what an answer rests on', async () => {
  const answer = await answered();
  const [message] = await readTranscript(own.db, { ...answer, afterRevision: 0 });
  const shown = message && toVisitorMessage(message);
  expect(shown).toMatchObject({ text: 'So.', helpful: null });
  expect(JSON.stringify(shown)).not.toMatch(/secret|votable|outcome/);
});

it('a copy in another conversation rests on what the first one did', async () => {
  const { db } = own;
  const { projectId, messageId: originId } = await answered();
  const conversationId = await anotherConversation(db, { projectId });
  const messageId = await insertMessage(db, { projectId, conversationId, seq: 1, originId });
  expect(await readEvidence(db, { conversationId, messageId })).toMatchObject({ messageId: originId });
  await setThumb(db, { conversationId, messageId, helpful: true });
  expect(await readEvidence(db, { conversationId, messageId })).toMatchObject({ helpful: true });
});

it('what was asked and thumbed is gone with its conversation', async () => {
  const { projectId, conversationId } = await answered();
  await own.db.transaction((tx) =>
    eraseConversations(tx, { projectId, ids: [conversationId], askedBy: null }),
  );
  expect(await own.db.select().from(answers).where(eq(answers.conversationId, conversationId))).toEqual([]);
});
