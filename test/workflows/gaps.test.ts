import { eq } from 'drizzle-orm';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readTerms } from '../../activities/assistant/unanswered/place-gaps.ts';
import { createGapWork } from '../../api/gateway/gap-work.ts';
import { saveArticle } from '../../db/knowledge/articles.ts';
import { findGapDraft, saveGapDraft } from '../../db/knowledge/gaps/gap-drafts.ts';
import { placeQuestions } from '../../db/knowledge/gaps/place-questions.ts';
import { fillGap, readGap } from '../../db/knowledge/gaps/settle-gaps.ts';
import { dailyUse, gapQuestions, projects } from '../../db/schema/schema.ts';
import { newId, type GapId, type MessageId } from '../../domain/ids.ts';
import { eventually } from '../support/eventually.ts';
import { startFakeModel, type FakeModel } from '../support/model/fake-model.ts';
import { anotherConversation } from '../support/rows/another-conversation.ts';
import { insertAnswer } from '../support/rows/insert-answer.ts';
import { insertMessage } from '../support/rows/insert-message.ts';
import { killChild, startChildWorker } from '../support/stack/child-worker.ts';
import type { Product } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';

const program = fileURLToPath(new URL('../faults/workers/gap-worker.ts', import.meta.url));
const REPLY = 'We ship to Ceuta by Correos, which takes a week.';

let model: FakeModel;
beforeAll(async () => {
  model = await startFakeModel();
});
afterAll(() => model?.stop());

/** A gap of two questions, and an agent's reply to one of them. */
async function gapOf({ database: { db }, project, agentId }: Product) {
  const projectId = project.id;
  let place = { projectId, conversationId: await anotherConversation(db, { projectId }) };
  for (const question of ['Do you ship to Ceuta?', 'hi, shipping to Ceuta?']) {
    place = { projectId, conversationId: await anotherConversation(db, { projectId }) };
    const questionId = await insertMessage(db, { ...place, seq: 1, text: question });
    await insertAnswer(db, { ...place, question, questionId, createdAt: new Date(Date.now() - 60_000) });
  }
  const said = { author: { by: 'agent' as const, agentId }, text: REPLY, createdAt: new Date() };
  const messageId = await insertMessage(db, { ...place, seq: 2, ...said });
  await placeQuestions(db, { projectId, read: readTerms });
  const [row] = await db.select().from(gapQuestions);
  const gapId = row?.gapId;
  if (!gapId) throw new Error('A gap was expected.');
  return { gapId, messageId, here: { projectId, gapId } };
}

const workOf = ({ client, config }: Product) => createGapWork({ client, temporal: config.temporal });

async function fill(product: Product, gapId: GapId): Promise<void> {
  const { db } = product.database;
  const [projectId, articleId] = [product.project.id, newId('art')];
  await saveArticle(db, { id: articleId, projectId, title: 'Shipping to Ceuta', text: REPLY });
  await fillGap(db, { projectId, gapId, articleId, agentId: product.agentId });
}

async function beginDraft(product: Product, { gapId, messageId }: { gapId: GapId; messageId: MessageId }) {
  const draft = { title: 'Ceuta', text: REPLY, by: 'reply' as const, personal: [] };
  const saved = { projectId: product.project.id, gapId, messageId, articleId: newId('art'), draft };
  await saveGapDraft(product.database.db, { ...saved, isWriting: true });
  await workOf(product).writeDraft(gapId, messageId);
}

const endOf = ({ client }: Product, workflowId: string) => client.workflow.getHandle(workflowId).result();
const answered = async ({ database: { db } }: Product, gapId: GapId) =>
  (await db.select().from(gapQuestions).where(eq(gapQuestions.gapId, gapId))).map(
    ({ answeredNow }) => answeredNow,
  );

it('asks a gap’s questions again, also after the worker that looked was killed', async () => {
  await using product = await startProduct({ worker: false });
  const { db } = product.database;
  const { gapId, here } = await gapOf(product);
  await fill(product, gapId);
  expect(await readGap(db, here)).toMatchObject({ isTrying: true, triedAt: null });
  const child = await startChildWorker(product, program, [model.url]);
  const looking = once(child.stdout!, 'data');
  await workOf(product).tryGap(gapId);
  await looking;
  await killChild(child);
  expect(await answered(product, gapId)).toEqual([null, null]);
  await product.startWorker();
  await endOf(product, `try-${gapId}`);
  expect(await readGap(db, here)).toMatchObject({ isTrying: false, state: 'filled' });
  expect(await answered(product, gapId)).toEqual([true, true]);
}, 120_000);

it('writes an article over an agent’s reply, also after the worker that waited for the model was killed', async () => {
  await using product = await startProduct({ worker: false, modelUrl: model.url });
  const { db } = product.database;
  const gap = await gapOf(product);
  model.script({ hang: true }, { text: 'Shipping to Ceuta\n\nBy Correos, within a week.' });
  const [child, asked] = [await startChildWorker(product, program, [model.url]), model.requests.length];
  await beginDraft(product, gap);
  await eventually('the model to be asked', () => model.requests.length > asked, 60_000);
  await killChild(child);
  expect(await findGapDraft(db, gap.here)).toMatchObject({ by: 'reply', text: REPLY, isWriting: true });
  await product.startWorker();
  await endOf(product, `draft-${gap.gapId}`);
  expect(await findGapDraft(db, gap.here)).toMatchObject({
    ...{ title: 'Shipping to Ceuta', text: 'By Correos, within a week.', by: 'model' },
    ...{ isWriting: false, problem: null },
  });
  expect(model.requests.length - asked).toBe(2);
  expect((await db.select().from(dailyUse))[0]?.modelCalls).toBe(2);

  // What a model does not write is the reply still, with the reason.
  model.script({ status: 401, body: { error: { message: 'No such key' } } });
  await beginDraft(product, gap);
  await endOf(product, `draft-${gap.gapId}`);
  const failed = await findGapDraft(db, gap.here);
  expect(failed).toMatchObject({ by: 'reply', text: REPLY, isWriting: false });
  expect(failed?.problem).toContain('The reply itself stands here.');
  await db.update(projects).set({ maxModelCallsADay: 0 });
  await beginDraft(product, gap);
  await endOf(product, `draft-${gap.gapId}`);
  expect((await findGapDraft(db, gap.here))?.problem).toContain('No model may be asked now.');
}, 120_000);

it('ends where the gap is gone, and leaves another reply’s draft alone', async () => {
  await using product = await startProduct({ modelUrl: model.url });
  const gone = newId('gap');
  await workOf(product).tryGap(gone);
  await endOf(product, `try-${gone}`);
  const gap = await gapOf(product);
  await beginDraft(product, gap);
  await endOf(product, `draft-${gap.gapId}`);
  const before = await findGapDraft(product.database.db, gap.here);
  const asked = model.requests.length;
  await workOf(product).writeDraft(gap.gapId, newId('msg'));
  await endOf(product, `draft-${gap.gapId}`);
  expect(await findGapDraft(product.database.db, gap.here)).toEqual(before);
  expect(model.requests.length).toBe(asked);
}, 60_000);
