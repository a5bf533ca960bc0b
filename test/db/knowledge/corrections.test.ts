import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { eraseConversations } from '../../../db/erasing/erase-conversations.ts';
import { arrangeArticles, deleteArticle, saveArticle } from '../../../db/knowledge/articles.ts';
import { countCorrections, listCorrections } from '../../../db/knowledge/corrections/list-corrections.ts';
import { settleCorrection } from '../../../db/knowledge/corrections/settle-correction.ts';
import { passages } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { hashOfPassage, insertAnswer } from '../../support/rows/insert-answer.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();
const THIRTY = 'You can return a lantern within 30 days.';
const FOURTEEN = 'You can return a lantern within 14 days.';

/** An article, an answer that cited it, and one that only read it. */
async function answered() {
  const { db } = own;
  const { projectId, agentId, customerId } = await seedConversation(db);
  const id = newId('art');
  const article = { id, projectId, title: 'Returns' };
  const save = (text: string) => saveArticle(db, { ...article, text });
  await save(THIRTY);
  const [passage] = await db
    .select()
    .from(passages)
    .where(sql`article_id = ${id}`);
  if (!passage) throw new Error('A passage was expected.');
  const answer = async (cites: boolean, question = 'How long can I return it?') => {
    const conversationId = await anotherConversation(db, { projectId, customerId });
    const citation = { articleId: id, passageId: passage.id, title: 'Returns', heading: null };
    const createdAt = new Date();
    const author = { by: 'assistant' as const };
    const said = { seq: 2, text: `${THIRTY} [1]`, author, citations: cites ? [citation] : [], createdAt };
    const messageId = await insertMessage(db, { projectId, conversationId, ...said });
    const read = { ...citation, hash: hashOfPassage(passage.text), score: 1, weak: false };
    const kept = {
      passages: [read],
      articles: [id],
      cited: cites ? [id] : [],
      outcome: 'extractive' as const,
    };
    await insertAnswer(db, { projectId, conversationId, messageId, question, ...kept });
    return { conversationId, messageId };
  };
  const list = () => listCorrections(db, { projectId });
  const cited = await answer(true);
  await answer(false);
  return { db, id, projectId, agentId, save, list, answer, cited };
}

it('lists the answers that cited words which are gone, and no others', async () => {
  const { id, save, list, cited, db, projectId } = await answered();
  await save(`**${THIRTY.toUpperCase()}**\n\nAsk us.`);
  expect(await list()).toEqual([]);
  await save(FOURTEEN);
  expect(await list()).toMatchObject([
    {
      answerId: cited.messageId,
      articleId: id,
      was: THIRTY,
      cause: 'changed',
      seq: 2,
      customer: 'kim@example.org',
    },
  ]);
  expect(await countCorrections(db, projectId)).toBe(1);
  await save(THIRTY);
  expect(await list()).toEqual([]);
});

it.each(['off', 'deleted'] as const)('lists them when an article is %s', async (cause) => {
  const { db, id, projectId, list } = await answered();
  if (cause === 'deleted') await deleteArticle(db, { projectId, id });
  else await db.transaction((tx) => arrangeArticles(tx, { projectId, ids: [id], enabled: false }));
  expect(await list()).toMatchObject([{ cause, was: THIRTY }]);
  if (cause === 'deleted') return;
  await db.transaction((tx) => arrangeArticles(tx, { projectId, ids: [id], enabled: true }));
  expect(await list()).toEqual([]);
});

it('leaves out answers of more than 30 days ago', async () => {
  const { db, save, list } = await answered();
  await db.execute(sql`update answers set created_at = now() - interval '31 days'`);
  await save(FOURTEEN);
  expect(await list()).toEqual([]);
});

it('is done when dismissed, or when an agent has answered since they took the text', async () => {
  const { db, projectId, agentId, save, list, cited, answer } = await answered();
  const second = await answer(true);
  await save(FOURTEEN);
  const settle = (answerId: typeof cited.messageId, how: 'dismiss' | 'undo' | 'begin') =>
    settleCorrection(db, { projectId, answerId, hash: hashOfPassage(THIRTY), agentId, how });
  await settle(second.messageId, 'dismiss');
  expect((await list()).map(({ answerId }) => answerId)).toEqual([cited.messageId]);
  await settle(second.messageId, 'undo');
  expect(await list()).toHaveLength(2);
  await settle(cited.messageId, 'begin');
  expect((await list()).find(({ answerId }) => answerId === cited.messageId)).toMatchObject({ begun: true });
  const author = { by: 'agent' as const, agentId };
  const at = new Date(Date.now() + 1_000);
  const { conversationId } = cited;
  await insertMessage(db, { projectId, conversationId, seq: 3, author, audience: 'team', createdAt: at });
  expect(await list()).toHaveLength(2);
  await insertMessage(db, { projectId, conversationId, seq: 4, author, createdAt: at });
  expect((await list()).map(({ answerId }) => answerId)).toEqual([second.messageId]);
  const foreign = await seedConversation(db);
  const elsewhere = { projectId: foreign.projectId, answerId: second.messageId, hash: hashOfPassage(THIRTY) };
  expect(await settleCorrection(db, { ...elsewhere, agentId, how: 'dismiss' })).toBe(false);
});

it('goes with its customer', async () => {
  const { db, projectId, save, list, cited } = await answered();
  await save(FOURTEEN);
  const ids = [cited.conversationId];
  await db.transaction((tx) => eraseConversations(tx, { projectId, ids, askedBy: null }));
  expect(await list()).toEqual([]);
});
