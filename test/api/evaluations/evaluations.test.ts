import { eq } from 'drizzle-orm';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runEvals } from '../../../api/evals/run-evals.ts';
import { createEvaluationGateway } from '../../../api/gateway/evaluation-gateway.ts';
import { conversations, evaluationResults, messages, projects } from '../../../db/schema/schema.ts';
import { AS_LIVE, type TrialOutcome, type TrialSettings } from '../../../domain/evaluations/trial.ts';
import { newId, type ArticleId } from '../../../domain/ids.ts';
import { FORGOTTEN_SOON } from '../../support/stack/stack.ts';
import { forgetCalls } from '../../../api/erasing/forget-calls.ts';
import { eventually } from '../../support/eventually.ts';
import { startFakeModel, type FakeModel } from '../../support/model/fake-model.ts';
import { signIn } from '../../support/people/agent-client.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { killChild, startChildWorker } from '../../support/stack/child-worker.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

const WORKER = fileURLToPath(new URL('../../faults/workers/evaluation-worker.ts', import.meta.url));

let model: FakeModel;
let product: Product;
let client: Awaited<ReturnType<typeof signIn>>;
let returns: ArticleId;
let draft: ArticleId;

beforeAll(async () => {
  model = await startFakeModel();
  product = await startProduct({ modelUrl: model.url, limits: false });
  client = await signIn(product);
  returns = await article('Returns', 'You can return a lamp within thirty days of buying it.');
  draft = await article('Warranty', 'The warranty of every lantern lasts seven years from its purchase.');
  const projectId = product.project.id;
  await client.articles.arrange.mutate({ projectId, ids: [draft], enabled: false });
});
afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
  await model?.stop();
});

async function article(title: string, text: string): Promise<ArticleId> {
  const id = newId('art');
  await client.articles.save.mutate({ projectId: product.project.id, id, title, text });
  return id;
}

const ask = (text: string, settings = AS_LIVE) =>
  client.playground.ask.mutate({
    projectId: product.project.id,
    settings,
    turns: [{ by: 'customer', text }],
  });

const problemOf = (outcome: TrialOutcome) => ('problem' in outcome ? outcome.problem : null);

const addTest = (text: string, articleId: ArticleId) =>
  client.tests.save.mutate({
    projectId: product.project.id,
    id: newId('tqn'),
    turns: [{ by: 'customer', text }],
    expected: { kind: 'article', articleId },
  });

const list = () => client.tests.list.query({ projectId: product.project.id });
async function removeAll(): Promise<void> {
  const { questions } = await list();
  for (const { id } of questions) await client.tests.remove.mutate({ projectId: product.project.id, id });
}
it('is asked as a customer would, and shows passages, prompt and decision; nothing of it is kept', async () => {
  const outcome = await ask('Can I return a lamp?');
  if (!('answer' in outcome)) throw new Error(outcome.problem);
  const { answer } = outcome;
  expect(answer.citations[0]?.articleId).toBe(returns);
  expect(answer.passages[0]).toMatchObject({ articleId: returns, used: true, title: 'Returns' });
  expect(answer.passages[0]?.text).toContain('thirty days');
  expect(answer.prompt.map(({ role }) => role)).toEqual(['system', 'user']);
  expect(answer.evidence).toMatchObject({ tries: 1, findings: [], outcome: 'answered' });
  const { db } = product.database;
  expect(await db.$count(conversations)).toBe(0);
  expect(await db.$count(messages)).toBe(0);
  const { taskQueue } = product.config.temporal;
  const forgetting = { client: product.client, ...FORGOTTEN_SOON };
  await eventually(
    'Temporal to have forgotten it',
    async () => (await forgetCalls(forgetting, taskQueue)) === 0,
  );
});

it('takes another model, prompt and language, and articles that are off', async () => {
  const settings: TrialSettings = {
    model: 'another-model',
    systemPrompt: 'Speak like a sailor.',
    language: 'french',
    draftDocs: true,
  };
  const without = await ask('How long is the warranty of a lantern?');
  expect('answer' in without && without.answer.passages.map(({ articleId }) => articleId)).not.toContain(
    draft,
  );
  const outcome = await ask('How long is the warranty of a lantern?', settings);
  if (!('answer' in outcome)) throw new Error(outcome.problem);
  expect(outcome.answer.passages[0]?.articleId).toBe(draft);
  const request = model.requests.at(-1);
  expect(request?.model).toBe('another-model');
  expect(request?.messages[0]?.content).toContain('Speak like a sailor.');
  expect(request?.messages[0]?.content).toContain('French');
  const after = await ask('How long is the warranty of a lantern?');
  expect('answer' in after && after.answer.passages.map(({ articleId }) => articleId)).not.toContain(draft);
});

it('says why there is no answer', async () => {
  model.script({ status: 401, body: { error: { message: 'No such key' } } });
  expect(problemOf(await ask('Can I return a lamp?'))).toContain('401');
  const { db } = product.database;
  const most = async (maxModelCallsADay: number) => db.update(projects).set({ maxModelCallsADay });
  await most(0);
  expect(problemOf(await ask('Can I return a lamp?'))).toContain('budget');
  await most(2_000);
});

it('refuses a test that expects another project’s article, and a question that no customer ends', async () => {
  await expect(addTest('Anything?', newId('art'))).rejects.toThrow('There is no such thing here.');
  await expect(
    client.playground.ask.mutate({
      projectId: product.project.id,
      settings: AS_LIVE,
      turns: [{ by: 'assistant', text: 'Hello' }],
    }),
  ).rejects.toThrow('The last to speak has to be the customer.');
});

it('saves a real question with one press, with what came of it, and once', async () => {
  const visit = await beginVisit(product);
  await visit.say('Can I return a lamp?');
  const { db } = product.database;
  const said = () => db.select().from(messages).where(eq(messages.conversationId, visit.conversationId));
  await eventually('the answer', async () => (await said()).some(({ author }) => author.by === 'assistant'));
  const asked = (await said()).find(({ author }) => author.by === 'customer');
  const about = { conversationId: visit.conversationId, messageId: asked!.id };
  const { id } = await client.tests.saveAsked.mutate(about);
  expect(await client.tests.saveAsked.mutate(about)).toEqual({ id });
  const { questions } = await list();
  expect(questions).toEqual([
    {
      ...{ id, title: 'Returns', conversationId: visit.conversationId },
      turns: [{ by: 'customer', text: 'Can I return a lamp?' }],
      expected: { kind: 'article', articleId: returns },
    },
  ]);
  await db.delete(conversations).where(eq(conversations.id, visit.conversationId));
  expect((await list()).questions).toEqual([]);
});

it('runs all tests, and says on the command line what got worse with an exit code', async () => {
  await addTest('Can I return a lamp?', returns);
  await addTest('How many days to return it?', returns);
  const lines: string[] = [];
  const { client: temporal, config, database } = product;
  const deps = {
    db: database.db,
    evaluations: createEvaluationGateway({ client: temporal, temporal: config.temporal }),
    say: (line: string) => lines.push(line),
    remark: () => undefined,
  };
  expect(await runEvals(deps, product.project.id, { json: true })).toBe('passed');
  expect(JSON.parse(lines.splice(0).join('\n'))).toMatchObject({ total: 2, passed: 2 });
  model.script({ text: 'I do not know that.' });
  expect(await runEvals(deps, product.project.id, { json: false })).toBe('failed');
  expect(lines.at(-1)).toBe('1 of 2 as expected, 0 better than before, 1 worse.');
  const [newest] = (await list()).runs;
  const results = await client.tests.results.query({ projectId: product.project.id, id: newest!.id });
  expect(results.map(({ change }) => change).sort()).toEqual(['same', 'worse']);
  await removeAll();
});

it('goes on after its worker was killed, by request and by night, and nothing is asked twice but what was under way', async () => {
  await using killed = await startProduct({ worker: false, limits: false });
  const agent = await signIn(killed);
  const projectId = killed.project.id;
  const { db } = killed.database;
  const id = newId('art');
  await agent.articles.save.mutate({
    projectId,
    id,
    title: 'Returns',
    text: 'Lamps return within thirty days.',
  });
  const MANY = 12;
  for (let at = 0; at < MANY; at++)
    await agent.tests.save.mutate({
      ...{ projectId, id: newId('tqn'), turns: [{ by: 'customer', text: `Can I return lamp ${at}?` }] },
      expected: { kind: 'article', articleId: id },
    });
  const slow = () =>
    model.script(...Array.from({ length: 2 * MANY }, () => ({ firstTokenMs: 150, text: '[1]' })));
  const kill = async (begin: () => Promise<unknown>, runs: number) => {
    slow();
    const before = await db.$count(evaluationResults);
    const first = await startChildWorker(killed, WORKER, [model.url]);
    await begin();
    await eventually('some results', async () => (await db.$count(evaluationResults)) > before + 3, 30_000);
    await killChild(first);
    const known = await db.$count(evaluationResults);
    expect(known).toBeLessThan(before + MANY);
    const asked = model.requests.length;
    const second = await startChildWorker(killed, WORKER, [model.url]);
    await eventually(
      'the run to end',
      async () =>
        (await agent.tests.list.query({ projectId })).runs.filter(({ endedAt }) => endedAt).length >= runs,
      60_000,
    );
    if (runs > 1) await agent.tests.setNightly.mutate({ projectId, nightly: false });
    await killChild(second);
    return { asked: model.requests.length - asked, left: before + MANY - known };
  };
  const evaluationId = newId('evl');
  const run = { projectId, id: evaluationId, why: 'asked', settings: AS_LIVE } as const;
  const byRequest = await kill(() => agent.tests.run.mutate(run), 1);
  expect(byRequest.asked).toBe(byRequest.left);
  await agent.tests.run.mutate(run);
  await kill(() => agent.tests.setNightly.mutate({ projectId, nightly: true }), 2);
  const { runs } = await agent.tests.list.query({ projectId });
  const finished = runs.filter(({ endedAt }) => endedAt !== null);
  expect(finished.map(({ total }) => total)).toEqual(finished.map(() => MANY));
  expect(finished.some(({ why }) => why === 'nightly')).toBe(true);
  expect(runs.filter(({ id: each }) => each === evaluationId)).toHaveLength(1);
  const remarks: string[] = [];
  const ran = await runEvals(
    {
      ...{ db, say: () => undefined, remark: (line: string) => remarks.push(line), quietMs: 500 },
      evaluations: createEvaluationGateway({ client: killed.client, temporal: killed.config.temporal }),
    },
    projectId,
    { json: true },
  );
  expect([ran, remarks]).toEqual(['notRun', [expect.stringContaining('is the worker running?')]]);
}, 180_000);
