import { eq } from 'drizzle-orm';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer, Assistant, Question } from '../../../activities/assistant/assistant.ts';
import { createAssistant } from '../../../activities/assistant/create-assistant.ts';
import { draftAnswer } from '../../../activities/assistant/draft-answer.ts';
import { ModelFailure } from '../../../activities/assistant/model/model-failure.ts';
import { beginIdentified } from '../../../db/identity/identities.ts';
import { arrangeArticles, saveArticle } from '../../../db/knowledge/articles.ts';
import { loadPassages } from '../../../db/knowledge/load-passages.ts';
import { createVisitor } from '../../../db/project/visitors.ts';
import { conversations } from '../../../db/schema/schema.ts';
import { newId, type DraftId, type VisitorId } from '../../../domain/ids.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { rowsOf } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';
import { startActivities } from '../../support/stack/run-activities.ts';

const own = ownDatabase();
const ANSWER: Answer = {
  ...{ outcome: 'answered', text: 'Press it.', reason: null },
  ...{ citations: [], model: null, usage: null },
};

type Draft = Parameters<typeof draftAnswer>[1];

/** What the assistant does next, and what it was asked. */
let answer: Assistant['answer'];
let questions: Question[] = [];
let worker: Awaited<ReturnType<typeof startDrafting>>;

function startDrafting() {
  const assistant: Assistant = {
    answer: (question, options) => {
      questions.push(question);
      return answer(question, options);
    },
  };
  const deps = { db: own.db, assistant, log: pino({ level: 'silent' }) };
  return startActivities({ draftAnswer: (draft: Draft) => draftAnswer(deps, draft) });
}

beforeAll(async () => {
  worker = await startDrafting();
});
afterAll(() => worker?.[Symbol.asyncDispose]());

/** A conversation with one question in it, and an assistant that does as it is told. */
async function asked(does: Assistant['answer'] = () => Promise.resolve(ANSWER)) {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const draftId: DraftId = newId('dft');
  const conversationId = await anotherConversation(db, { projectId, draftId, lastSeq: 1 });
  await insertMessage(db, { projectId, conversationId, seq: 1, text: 'How?' });
  [answer, questions] = [does, []];
  const giveUp = () =>
    db.update(conversations).set({ draftId: null }).where(eq(conversations.id, conversationId));
  return {
    giveUp,
    run: (parts: Partial<Draft> = {}, options = {}) =>
      worker.run('draftAnswer', { conversationId, draftId, ...parts }, options),
    said: async () => (await rowsOf(db, conversationId)).slice(1).map(({ text }) => text),
  };
}

it('an answer is written once: whoever asks again finds it, and the model is not asked', async () => {
  const draft = await asked();
  for (let times = 0; times < 2; times++) expect(await draft.run()).toEqual({ outcome: 'answered', seq: 2 });
  expect(questions.map(({ turns }) => turns)).toEqual([[{ by: 'customer', text: 'How?' }]]);
  expect(await draft.said()).toEqual(['Press it.']);
});

it('a draft that was given up before it began asks nobody', async () => {
  const draft = await asked();
  expect(await draft.run({ draftId: newId('dft') })).toEqual({ outcome: 'abandoned' });
  expect(questions).toEqual([]);
});

it('a draft that is given up while it is written stops its model and leaves nothing', async () => {
  let stopped = false;
  const draft = await asked(async (_question, { onText, signal }) => {
    await draft.giveUp();
    onText('Press');
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    stopped = true;
    return ANSWER;
  });
  expect(await draft.run()).toEqual({ outcome: 'abandoned' });
  expect(stopped).toBe(true);
  expect(await draft.said()).toEqual([]);
});

it('a draft that is given up in the moment of its answer leaves nothing either', async () => {
  const draft = await asked(async () => {
    await draft.giveUp();
    return ANSWER;
  });
  expect(await draft.run()).toEqual({ outcome: 'abandoned' });
  expect(await draft.said()).toEqual([]);
});

it('an assistant without words leaves the question to a person, and says why', async () => {
  const draft = await asked(() => Promise.resolve({ ...ANSWER, outcome: 'escalate', text: '' }));
  const reason = 'The assistant did not say why.';
  expect(await draft.run()).toEqual({ outcome: 'escalate', seq: null, reason });
  expect(await draft.said()).toEqual([]);
});

it('a model that failed is asked again only where that can help', async () => {
  const failing = (retryable: boolean) => () =>
    questions.length > 1
      ? Promise.resolve(ANSWER)
      : Promise.reject(new ModelFailure({ code: 'http_500', message: 'No.', retryable, retryAfterMs: 1 }));
  const passing = await asked(failing(true));
  expect(await passing.run({}, { attempts: 3 })).toEqual({ outcome: 'answered', seq: 2 });
  const lasting = await asked(failing(false));
  await expect(lasting.run({}, { attempts: 3 })).rejects.toThrow();
  expect(questions).toHaveLength(1);
});

it('an article for identified customers answers whom their site signed in, in the chat alone', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const article = { id: newId('art'), projectId };
  const text = 'The discount for partners is forty percent of the list price.';
  await saveArticle(db, { ...article, title: 'Partner prices', text });
  await arrangeArticles(db, { projectId, ids: [article.id], audience: 'identified' });
  const identity = { sub: 'user-7', name: null, email: null, emailVerified: false };
  const signedIn = await beginIdentified(db, { projectId, tokenHash: newId('vis'), identity });
  const stranger = await createVisitor(db, { projectId, tokenHash: newId('vis') });
  const docs = createAssistant({ model: null, loadPassages: (...of) => loadPassages(db, ...of) });
  answer = (question, options) => docs.answer(question, options);
  const ask = async ({ id: visitorId }: { id: VisitorId }, isMailed = false) => {
    const draftId: DraftId = newId('dft');
    const conversationId = await anotherConversation(db, { projectId, draftId, visitorId, lastSeq: 1 });
    const question = 'What is the discount for partners?';
    await insertMessage(db, { projectId, conversationId, seq: 1, text: question });
    await worker.run('draftAnswer', { conversationId, draftId, isMailed });
    return (await rowsOf(db, conversationId)).at(-1)?.text;
  };
  expect(await ask(signedIn)).toMatch(/forty percent/);
  expect(await ask(signedIn, true)).not.toMatch(/forty percent/);
  expect(await ask(stranger)).not.toMatch(/forty percent/);
});
