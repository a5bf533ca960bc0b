import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { readTerms } from '../../../activities/assistant/unanswered/place-gaps.ts';
import { eraseConversations } from '../../../db/erasing/erase-conversations.ts';
import { saveArticle } from '../../../db/knowledge/articles.ts';
import { findAgentAnswer, listAgentAnswers } from '../../../db/knowledge/gaps/agent-answers.ts';
import { findGapDraft, saveGapDraft } from '../../../db/knowledge/gaps/gap-drafts.ts';
import { countOpenGaps, listGapQuestions } from '../../../db/knowledge/gaps/list-gaps.ts';
import { placeQuestions } from '../../../db/knowledge/gaps/place-questions.ts';
import { dismissGap, fillGap, readGap } from '../../../db/knowledge/gaps/settle-gaps.ts';
import { conversations, gapQuestions } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { summarizeGaps } from '../../../domain/knowledge/gaps/summarize-gaps.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertAnswer } from '../../support/rows/insert-answer.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

async function project() {
  const { db } = own;
  const { projectId, agentId, customerId } = await seedConversation(db);
  const place = () => placeQuestions(db, { projectId, read: readTerms });
  const ask = async (question: string, row: Partial<Parameters<typeof insertAnswer>[1]> = {}) => {
    const conversationId = await anotherConversation(db, { projectId, customerId });
    const questionId = await insertMessage(db, { projectId, conversationId, seq: 1, text: question });
    const messageId = await insertAnswer(db, { projectId, conversationId, question, questionId, ...row });
    return { conversationId, messageId };
  };
  const list = async (state: 'open' | 'filled' | 'dismissed' = 'open') =>
    summarizeGaps(await listGapQuestions(db, { projectId, state, days: 30 }), new Date());
  return { db, projectId, agentId, place, ask, list };
}

it('groups what the docs did not answer, once, and leaves out what they did', async () => {
  const { db, projectId, ask, place, list } = await project();
  await ask('Do you ship to Ceuta?');
  await ask('hi, shipping to Ceuta?', { outcome: 'escalated' });
  await ask('Can the lamp hang outdoors?', { outcome: 'withheld' });
  await ask('How long does the battery last?', { outcome: 'extractive' });
  await ask('Which bulb do I need?', { outcome: 'failed' });
  await ask('Hello');
  await Promise.all([place(), place()]);
  expect(await place()).toBe(0);
  const rows = await list();
  expect(rows.map(({ title, questions, escalated }) => [title, questions, escalated])).toEqual([
    ['Do you ship to Ceuta?', 2, 1],
    ['Can the lamp hang outdoors?', 1, 1],
  ]);
  expect(rows[0]).toMatchObject({ customers: 1, isNew: true, change: 2 });
  expect(await countOpenGaps(db, projectId, 30)).toBe(2);
  const other = await project();
  expect(await other.list()).toEqual([]);
});

it('knows no gap of spam, nor of a title that was picked from an offer', async () => {
  const { db, projectId, ask, place, list } = await project();
  const spam = await ask('Buy cheap lamps from us?');
  await db.update(conversations).set({ spam: true }).where(eq(conversations.id, spam.conversationId));
  const { conversationId } = await ask('Shipping abroad?', { outcome: 'offered' });
  await place();
  expect((await list()).map(({ title }) => title)).toEqual(['Shipping abroad?']);
  const later = new Date(Date.now() + 1_000);
  const picked = { conversationId, question: '1', outcome: 'extractive' as const, createdAt: later };
  await insertAnswer(db, { projectId, ...picked });
  expect(await list()).toEqual([]);
  expect(await countOpenGaps(db, projectId, 30)).toBe(0);
});

it('opens a filled gap again where somebody asks still, and leaves a dismissed one', async () => {
  const { db, projectId, agentId, ask, place, list } = await project();
  await ask('Do you ship to Ceuta?');
  await ask('Is there a gift card?');
  await place();
  const [card, ship] = (await list()).sort((a, b) => (a.title < b.title ? 1 : -1)).map(({ id }) => id);
  if (!ship || !card) throw new Error('Two gaps were expected.');
  const articleId = newId('art');
  await saveArticle(db, { id: articleId, projectId, title: 'Shipping', text: 'We ship to Ceuta.' });
  const place1 = { projectId, gapId: ship };
  expect(await fillGap(db, { ...place1, articleId, agentId })).toBe(true);
  expect(await readGap(db, place1)).toMatchObject({
    state: 'filled',
    isTrying: true,
    article: { id: articleId },
  });
  await dismissGap(db, { projectId, gapId: card, agentId, dismissed: true });
  expect(await list()).toEqual([]);
  await ask('shipping to ceuta please?');
  await ask('Where can I buy a gift card?');
  await place();
  expect((await list()).map(({ id }) => id)).toEqual([ship]);
  expect((await list('dismissed')).map(({ id, questions }) => [id, questions])).toEqual([[card, 2]]);
  const foreign = await project();
  expect(await dismissGap(db, { projectId: foreign.projectId, gapId: ship, agentId, dismissed: true })).toBe(
    false,
  );
});

it('finds the first reply of an agent after a question, never a note, and the draft goes with it', async () => {
  const { db, projectId, agentId, ask, place, list } = await project();
  const { conversationId } = await ask('Do you ship to Ceuta?', {
    createdAt: new Date(Date.UTC(2026, 10, 20)),
  });
  await db.execute(
    sql`update answers set created_at = now() - interval '2 hours' where conversation_id = ${conversationId}`,
  );
  await place();
  const [gap] = await list();
  if (!gap) throw new Error('A gap was expected.');
  const said = (seq: number, text: string, audience: 'everyone' | 'team') =>
    insertMessage(db, {
      ...{ projectId, conversationId, seq, text, audience },
      ...{ author: { by: 'agent' as const, agentId }, createdAt: new Date(Date.now() - 3_600_000 + seq) },
    });
  const note = await said(2, 'Ask Jonas.', 'team');
  const reply = await said(3, 'Yes, by Correos.', 'everyone');
  await said(4, 'And it takes a week.', 'everyone');
  const here = { projectId, gapId: gap.id };
  const answers = await listAgentAnswers(db, here);
  expect(answers).toMatchObject([{ messageId: reply, text: 'Yes, by Correos.', agentName: 'Ana' }]);
  expect(await findAgentAnswer(db, { ...here, messageId: note })).toBeNull();
  expect(await findAgentAnswer(db, { ...here, messageId: reply })).toMatchObject({
    addresses: ['kim@example.org'],
  });

  const draft = { title: 'Ceuta', text: 'By Correos.', by: 'reply' as const, personal: [] };
  const articleId = newId('art');
  await saveGapDraft(db, { ...here, messageId: reply, articleId, draft, isWriting: false });
  await saveGapDraft(db, { ...here, messageId: reply, articleId: newId('art'), draft, isWriting: true });
  expect(await findGapDraft(db, here)).toMatchObject({ articleId, isWriting: true });

  await db.transaction((tx) => eraseConversations(tx, { projectId, ids: [conversationId], askedBy: null }));
  expect(await list()).toEqual([]);
  expect(await findGapDraft(db, here)).toBeNull();
  expect(await db.$count(gapQuestions, eq(gapQuestions.projectId, projectId))).toBe(0);
});
