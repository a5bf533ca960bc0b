import { eq } from 'drizzle-orm';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listComparisons } from '../../../db/evaluations/comparisons.ts';
import { answers, comparisonQuestions, comparisons, dailyUse, projects } from '../../../db/schema/schema.ts';
import { comparisonWorkflowId } from '../../../domain/evaluations/comparison.ts';
import { AS_LIVE, type TrialSettings } from '../../../domain/evaluations/trial.ts';
import { newId, type ArticleId, type ComparisonId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { startFakeModel, type FakeModel } from '../../support/model/fake-model.ts';
import { signIn } from '../../support/people/agent-client.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertAnswer } from '../../support/rows/insert-answer.ts';
import { killChild, startChildWorker } from '../../support/stack/child-worker.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

const WORKER = fileURLToPath(new URL('../../faults/workers/evaluation-worker.ts', import.meta.url));
const OTHER: TrialSettings = { ...AS_LIVE, model: 'another-model' };

let model: FakeModel;
let product: Product;
let client: Awaited<ReturnType<typeof signIn>>;

beforeAll(async () => {
  model = await startFakeModel();
  product = await startProduct({ modelUrl: model.url, limits: false });
  client = await signIn(product);
  await article('Returns', 'You can return a lamp within thirty days of buying it.');
  const draft = await article(
    'Warranty',
    'The warranty of every lantern lasts seven years from its purchase.',
  );
  await client.articles.arrange.mutate({ projectId: product.project.id, ids: [draft], enabled: false });
});
afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
  await model?.stop();
});

async function article(title: string, text: string, of = { product, client }): Promise<ArticleId> {
  const id = newId('art');
  await of.client.articles.save.mutate({ projectId: of.product.project.id, id, title, text });
  return id;
}

async function ask(text: string): Promise<void> {
  const visit = await beginVisit(product);
  await visit.say(text);
  const { db } = product.database;
  await eventually('what its answer rests on', async () => {
    return (await db.$count(answers, eq(answers.conversationId, visit.conversationId))) > 0;
  });
}

const here = () => ({ projectId: product.project.id });
const list = () => client.whatIf.list.query(here());
async function ended(id: ComparisonId) {
  await product.client.workflow.getHandle(comparisonWorkflowId(id)).result();
  return (await list()).find((each) => each.id === id);
}
async function begin(settings: TrialSettings): Promise<ComparisonId> {
  const id = newId('cmp');
  await client.whatIf.begin.mutate({ ...here(), id, settings });
  return id;
}

it('says before it begins what it takes, lists what would be different, and counts towards the day’s ceilings', async () => {
  await expect(begin(OTHER)).rejects.toThrow('No customer has asked the assistant anything yet.');
  await ask('Can I return a lamp?');
  await ask('How long is the warranty of a lantern?');
  await ask('can I return a lamp');
  await expect(begin(AS_LIVE)).rejects.toThrow('Choose what should be different');
  const settings = { ...AS_LIVE, draftDocs: true };
  const estimate = await client.whatIf.estimate.query({ ...here(), settings });
  expect(estimate).toMatchObject({ questions: 2, isFree: false, tokens: 480, cost: null });
  const { db } = product.database;
  const used = async () => (await db.select().from(dailyUse))[0]!;
  const before = await used();
  const id = await begin(settings);
  expect(await ended(id)).toMatchObject({
    ...{ end: 'done', questions: 2, asked: 2, differences: { same: 1, answers: 1 }, tokens: 480, cost: null },
  });
  const after = await used();
  expect(after.modelCalls - before.modelCalls).toBe(4);
  expect(after.tokens - before.tokens).toBe(480);
  const questions = await client.whatIf.questions.query({ ...here(), id });
  expect(questions.map(({ question, difference }) => [question, difference])).toEqual([
    ['can I return a lamp', 'same'],
    ['How long is the warranty of a lantern?', 'answers'],
  ]);
  const { answerId } = questions[1]!;
  const both = await client.whatIf.answers.query({ ...here(), id, answerId });
  expect(both.live.came).toEqual({ kind: 'unknown' });
  expect(both.other.text).toContain('seven years');
  // What is begun already is not begun again.
  const asked = model.requests.length;
  await client.whatIf.begin.mutate({ ...here(), id, settings });
  expect(await ended(id)).toMatchObject({ asked: 2 });
  expect(model.requests.length).toBe(asked);
});

it('asks no more once it is stopped, and no two at once', async () => {
  const asked = model.requests.length;
  let release = () => {};
  const hold = new Promise<void>((resolve) => (release = resolve));
  model.script({ text: 'Thirty days. [1]', hold }, { text: 'Thirty days. [1]', hold });
  const id = await begin(OTHER);
  await eventually('both sides of a question to be asked', () => model.requests.length === asked + 2);
  await expect(begin(OTHER)).rejects.toThrow('Questions are being asked again already.');
  await client.whatIf.stop.mutate({ ...here(), id });
  release();
  expect(await ended(id)).toMatchObject({ end: 'stopped', questions: 2 });
  expect(model.requests.length).toBe(asked + 2);
});

it('stops at today’s ceiling, and says what could not be asked', async () => {
  const { db } = product.database;
  const [use] = await db.select().from(dailyUse);
  await db.update(projects).set({ maxModelCallsADay: use!.modelCalls + 2 });
  const stopped = await ended(await begin(OTHER));
  expect(stopped).toMatchObject({ end: 'ceiling', questions: 2, asked: 1 });
  await db.update(projects).set({ maxModelCallsADay: 2_000 });
  model.script(...Array.from({ length: 4 }, () => ({ status: 401, body: { error: { message: 'No key' } } })));
  const failed = await ended(await begin(OTHER));
  expect(failed).toMatchObject({ end: 'done', asked: 2, differences: { failed: 2 } });
});

it('goes on after its worker was killed, and asks nothing twice that was answered', async () => {
  await using killed = await startProduct({ worker: false, limits: false });
  const agent = await signIn(killed);
  const { db } = killed.database;
  const projectId = killed.project.id;
  await article('Returns', 'Lamps return within thirty days.', { product: killed, client: agent });
  const MANY = 12;
  for (let at = 0; at < MANY; at++) {
    const conversationId = await anotherConversation(db, { projectId });
    await insertAnswer(db, { projectId, conversationId, question: `Can I return lamp number ${at}?` });
  }
  model.script(
    ...Array.from({ length: 3 * MANY }, () => ({
      ...{ firstTokenMs: 150, text: 'Lamps return within thirty days. [1]' },
    })),
  );
  const first = await startChildWorker(killed, WORKER, [model.url]);
  const id = newId('cmp');
  const started = { projectId, id, settings: OTHER };
  await agent.whatIf.begin.mutate(started);
  const sides = async () =>
    (await db.select().from(comparisonQuestions)).flatMap(({ live, other }) => [live, other]);
  const known = async () => (await sides()).filter((each) => each !== null).length;
  await eventually('some answers', async () => (await known()) > 5, 60_000);
  await killChild(first);
  const left = 2 * MANY - (await known());
  expect(left).toBeGreaterThan(2);
  const asked = model.requests.length;
  const second = await startChildWorker(killed, WORKER, [model.url]);
  const end = async () => (await db.select().from(comparisons))[0]?.endState;
  await eventually('the end', async () => (await end()) === 'done', 60_000);
  expect(model.requests.length - asked).toBe(left);
  expect(await listComparisons(db, projectId)).toMatchObject([{ asked: MANY, differences: { same: MANY } }]);
  await killChild(second);
}, 180_000);
