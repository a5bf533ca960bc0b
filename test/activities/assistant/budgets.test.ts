import { eq } from 'drizzle-orm';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAssistant } from '../../../activities/assistant/create-assistant.ts';
import { draftAnswer, type DraftInput } from '../../../activities/assistant/draft-answer.ts';
import { saveArticle } from '../../../db/knowledge/articles.ts';
import { loadPassages } from '../../../db/knowledge/load-passages.ts';
import { readSpending } from '../../../db/project/read-spending.ts';
import { projects } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { fixedWords } from '../../../domain/knowledge/fixed-words.ts';
import { LANGUAGES } from '../../../domain/language/language.ts';
import { startFakeModel, type FakeModel } from '../../support/model/fake-model.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { rowsOf } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';
import { startActivities } from '../../support/stack/run-activities.ts';

const own = ownDatabase();
const PRICE = { input: 1_000, output: 10_000 };

let model: FakeModel;
let worker: Awaited<ReturnType<typeof startDrafting>>;

/** A real endpoint's client, its answers scripted. */
const assistantOf = () =>
  createAssistant({
    model: { baseUrl: model.url, apiKey: 'k', model: 'test-model' },
    db: own.db,
    loadPassages: (...of) => loadPassages(own.db, ...of),
  });

function startDrafting() {
  const deps = { db: own.db, assistant: assistantOf(), log: pino({ level: 'silent' }) };
  return startActivities({ draftAnswer: (draft: DraftInput) => draftAnswer(deps, draft) });
}

beforeAll(async () => {
  model = await startFakeModel();
  worker = await startDrafting();
});
afterAll(async () => {
  await worker?.[Symbol.asyncDispose]();
  await model?.stop();
});

/** A question about a lamp in a project with an article about it. */
async function asked(limits: Partial<typeof projects.$inferInsert> = {}, text = 'Can I return a lamp?') {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const set = { modelPrice: PRICE, ...limits };
  await db.update(projects).set(set).where(eq(projects.id, projectId));
  await saveArticle(db, {
    ...{ id: newId('art'), projectId, title: 'Returns' },
    text: 'You can return a lamp within thirty days of buying it.',
  });
  const draftId = newId('dft');
  const conversationId = await anotherConversation(db, { projectId, draftId, lastSeq: 1 });
  await insertMessage(db, { projectId, conversationId, seq: 1, text });
  return {
    projectId,
    run: (options = {}) => worker.run('draftAnswer', { conversationId, draftId }, options),
    said: async () => (await rowsOf(db, conversationId)).slice(1).map((row) => row.text),
    spent: async () => (await readSpending(db, { projectId, conversationId }))?.spent,
  };
}

it('counts an answer’s turn, tokens and money for its conversation, its visitor and its project', async () => {
  const draft = await asked();
  expect(await draft.run()).toMatchObject({
    outcome: 'answered',
    spent: { turns: 1, tokens: 120, money: 0.3 },
  });
  const all = { turns: 1, tokens: 120, money: 0.3 };
  expect(await draft.spent()).toEqual({ conversation: all, visitor: all, project: all });
});

it('an attempt that failed after it was asked counts what it took, its turn once', async () => {
  const draft = await asked();
  model.script({ text: '' }, { text: 'You can return a lamp within thirty days of buying it. [1]' });
  expect(await draft.run({ attempts: 2 })).toMatchObject({
    outcome: 'answered',
    spent: { turns: 1, tokens: 240 },
  });
  expect((await draft.spent())?.project.turns).toBe(2);
});

it('one that broke off in the middle is estimated, one that was refused cost nothing', async () => {
  const draft = await asked();
  model.script({ text: 'You can return a lamp within thirty days', cutAfter: 3 });
  await expect(draft.run()).rejects.toThrow();
  const cut = (await draft.spent())?.conversation.tokens ?? 0;
  expect(cut).toBeGreaterThan(100);
  model.script({ status: 429 });
  await expect(draft.run()).rejects.toThrow();
  expect((await draft.spent())?.conversation).toMatchObject({ turns: 1, tokens: cut });
});

it('what a first attempt took may leave nothing for a second', async () => {
  const draft = await asked({ maxTokensAConversation: 100 });
  model.script({ text: '' });
  expect(await draft.run({ attempts: 2 })).toMatchObject({ outcome: 'escalate', cause: 'budget' });
  expect(await draft.said()).toEqual([fixedWords('english').handOver]);
});

it('a reached budget is said to the customer in their language, and asked of nobody', async () => {
  const draft = await asked({ maxTurnsAConversation: 0 }, 'Wie lange kann ich eine Lampe zurückgeben?');
  const before = model.requests.length;
  expect(await draft.run()).toMatchObject({
    outcome: 'escalate',
    cause: 'budget',
    seq: 2,
    reason: 'The budget of this conversation is used up (0 answers), so a person answers.',
  });
  expect(await draft.said()).toEqual([fixedWords('german').handOver]);
  expect(model.requests).toHaveLength(before);
});

it('a worker that ended before it could say so finds the hand-off again, and says nothing twice', async () => {
  const draft = await asked({ maxTurnsAVisitor: 0 });
  const first = await draft.run();
  expect(await draft.run()).toMatchObject({ outcome: 'escalate', cause: 'budget', seq: 2 });
  expect(first).toMatchObject({ outcome: 'escalate', cause: 'budget', seq: 2 });
  expect(await draft.said()).toHaveLength(1);
});

it('a model without a price costs no money, so that no limit of dollars holds it back', async () => {
  const draft = await asked({ modelPrice: null, maxMoneyAConversation: 0.0001, maxMoneyADay: 0.0001 });
  expect(await draft.run()).toMatchObject({ outcome: 'answered', spent: { money: 0, tokens: 120 } });
});

it('what is asked for the team’s sake counts into the project’s day alone', async () => {
  const draft = await asked({ maxTurnsAConversation: 0, maxModelCallsADay: 1 });
  const question = {
    project: { id: draft.projectId, name: 'Acme', model: null, systemPrompt: null, docsRevision: 1 },
    turns: [{ by: 'customer' as const, text: 'Can I return a lamp?' }],
  };
  const assistant = assistantOf();
  const signal = new AbortController().signal;
  const ask = () => assistant.answer(question, { onText: () => {}, signal });
  expect(await ask()).toMatchObject({ outcome: 'answered' });
  expect(await ask()).toMatchObject({ outcome: 'escalate', text: '', budget: { scope: 'project' } });
  const { project, turns } = question;
  expect(
    await assistant.helper?.write?.({ project, turns, kind: 'shorter', text: 'Hello there', signal }),
  ).toEqual({ problem: expect.stringContaining('budget') as string });
  expect(await draft.spent()).toMatchObject({ conversation: { turns: 0, tokens: 0 }, project: { turns: 1 } });
});

it('has words for a hand-off in every language of the assistant', () => {
  const said = LANGUAGES.map((language) => fixedWords(language).handOver);
  expect(new Set(said).size).toBe(LANGUAGES.length);
});
