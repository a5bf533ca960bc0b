import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { eraseConversations } from '../../../db/erasing/erase-conversations.ts';
import { erasePerson } from '../../../db/erasing/erase-person.ts';
import {
  countUncompared,
  findComparing,
  listCompared,
  nextToCompare,
  readCompared,
  recordSide,
} from '../../../db/evaluations/comparison-questions.ts';
import { beginComparison, endComparison, listComparisons } from '../../../db/evaluations/comparisons.ts';
import { readAsked } from '../../../db/evaluations/said-before.ts';
import { listTestQuestions, saveTestQuestion } from '../../../db/evaluations/test-questions.ts';
import { answers, comparisonQuestions, conversations, identities } from '../../../db/schema/schema.ts';
import type { SideAnswer } from '../../../domain/evaluations/comparison.ts';
import { AS_LIVE } from '../../../domain/evaluations/trial.ts';
import { newId, siblingId, type ComparisonId, type MessageId } from '../../../domain/ids.ts';
import { ERASED_WORDS } from '../../../domain/project/erasure.ts';
import { createVisitor } from '../../../db/project/visitors.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertAnswer } from '../../support/rows/insert-answer.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();
const settings = { ...AS_LIVE, model: 'another' };
const unknown: SideAnswer = {
  ...{ came: { kind: 'unknown' }, text: 'I do not know.', reason: null, model: 'm', tokens: 10, cost: 0.5 },
};
const person: SideAnswer = { ...unknown, came: { kind: 'person' }, text: '', cost: 0.25 };

async function project() {
  const { db } = own;
  const { projectId, customerId } = await seedConversation(db);
  let at = Date.UTC(2026, 10, 1);
  const ask = async (question: string, row: Partial<Parameters<typeof insertAnswer>[1]> = {}) => {
    const conversationId = row.conversationId ?? (await anotherConversation(db, { projectId, customerId }));
    const questionId = await insertMessage(db, { projectId, conversationId, seq: 1, text: question });
    const createdAt = new Date((at += 1_000));
    const asked = { projectId, conversationId, question, questionId, createdAt };
    return { conversationId, questionId, answerId: await insertAnswer(db, { ...asked, ...row }) };
  };
  const begin = async (id: ComparisonId = newId('cmp')) => ({
    ...{ id, begun: await beginComparison(db, { id, projectId, settings }) },
  });
  const texts = async (id: ComparisonId) => (await nextToCompare(db, id, 10)).map(({ question }) => question);
  const both = async (id: ComparisonId, answerId: MessageId) => {
    await recordSide(db, { id, answerId, side: 'live', answer: unknown });
    await recordSide(db, { id, answerId, side: 'other', answer: person });
  };
  return { db, projectId, customerId, ask, begin, texts, both };
}

it('asks the newest questions of its own project, each of the same words once', async () => {
  const { db, ask, begin, texts } = await project();
  const other = await project();
  await other.ask('Theirs?');
  await ask('Can I return a lamp?');
  await ask('Hello', { outcome: 'smalltalk' });
  const spam = await ask('Buy cheap lamps?');
  await db.update(conversations).set({ spam: true }).where(eq(conversations.id, spam.conversationId));
  await ask('How long does shipping take?');
  await ask('can I return  a lamp');
  await ask('It was erased.', { question: ERASED_WORDS });
  const { id, begun } = await begin();
  expect(begun).toBe('begun');
  expect(await texts(id)).toEqual(['can I return  a lamp', 'How long does shipping take?']);
  expect(await beginComparison(db, { id, projectId: other.projectId, settings })).toBe('unwanted');
});

it('begins once, one at a time, and keeps the newest ten', async () => {
  const { db, projectId, ask, begin } = await project();
  expect((await begin()).begun).toBe('unwanted');
  await ask('Can I return a lamp?');
  const id = newId('cmp');
  const both = await Promise.all([begin(id), begin(id)]);
  expect(both.map(({ begun }) => begun)).toEqual(['begun', 'begun']);
  expect((await begin()).begun).toBe('busy');
  const foreign = (await project()).projectId;
  expect(await endComparison(db, { id, projectId: foreign, end: 'stopped' })).toBe(false);
  expect(await endComparison(db, { id, projectId, end: 'stopped' })).toBe(true);
  expect(await endComparison(db, { id, end: 'done' })).toBe(false);
  expect(await findComparing(db, id)).toBeNull();
  for (let at = 0; at < 10; at++) await endComparison(db, { id: (await begin()).id, end: 'done' });
  const kept = await listComparisons(db, projectId);
  expect(kept).toHaveLength(10);
  expect(kept.map((each) => each.id)).not.toContain(id);
});

it('keeps what came of each side once, and says how they differ, what it took, and nothing of it elsewhere', async () => {
  const { db, projectId, ask, begin } = await project();
  const { answerId, conversationId } = await ask('Can I return a lamp?');
  await ask('How long?');
  const { id } = await begin();
  const keep = (side: 'live' | 'other', answer: SideAnswer) => recordSide(db, { id, answerId, side, answer });
  await keep('live', unknown);
  await keep('live', person);
  expect(await listCompared(db, { projectId, id })).toEqual([]);
  expect((await nextToCompare(db, id, 10)).map(({ live, other }) => [live, other])).toEqual([
    [null, null],
    [unknown, null],
  ]);
  await keep('other', person);
  expect(await countUncompared(db, id)).toBe(1);
  const question = {
    answerId,
    conversationId,
    seq: 1,
    question: 'Can I return a lamp?',
    difference: 'person',
  };
  expect(await listCompared(db, { projectId, id })).toEqual([question]);
  expect(await listComparisons(db, projectId)).toMatchObject([
    { id, end: null, questions: 2, asked: 1, differences: { person: 1 }, tokens: 20, cost: 0.75 },
  ]);
  expect(await readCompared(db, { projectId, id, answerId })).toMatchObject({ live: unknown, other: person });
  const { projectId: foreign } = await project();
  expect(await readCompared(db, { projectId: foreign, id, answerId })).toBeNull();
  expect(await listCompared(db, { projectId: foreign, id })).toEqual([]);
  expect(await listComparisons(db, foreign)).toEqual([]);
});

it('loses what was asked in a conversation with that conversation, also while it is asked', async () => {
  const { db, projectId, ask, begin, both } = await project();
  const [gone, stays] = [await ask('Can I return a lamp?'), await ask('How long?')];
  const { id } = await begin();
  await both(id, gone.answerId);
  await both(id, stays.answerId);
  await eraseConversations(db, { projectId, ids: [gone.conversationId], askedBy: null });
  await both(id, gone.answerId);
  expect((await listCompared(db, { projectId, id })).map(({ question }) => question)).toEqual(['How long?']);
  expect(await listComparisons(db, projectId)).toMatchObject([{ questions: 1, asked: 1 }]);
  expect(await readCompared(db, { projectId, id, answerId: gone.answerId })).toBeNull();
});

it('keeps no answer, and no test, to words that were erased from a conversation that stays', async () => {
  const { db, projectId, ask, begin, both } = await project();
  const asked = await ask('Can I return a lamp?');
  const { conversationId } = asked;
  const test = async (messageId: MessageId, text: string) =>
    saveTestQuestion(db, {
      ...{ projectId, id: siblingId('tqn', messageId), conversationId, expected: { kind: 'unknown' } },
      turns: [{ by: 'customer', text }],
    });
  await test(asked.questionId, 'Can I return a lamp?');
  const lee = 'lee@example.org';
  const origin = await anotherConversation(db, { projectId });
  const copied = { originConversationId: origin, text: `I am Lee, ${lee}.` };
  await insertMessage(db, { projectId, conversationId, seq: 2, ...copied });
  const later = await insertMessage(db, { projectId, conversationId, seq: 3, text: 'And mine?' });
  await test(later, 'And mine?');
  const { id } = await begin();
  await both(id, asked.answerId);
  await eraseConversations(db, { projectId, ids: [origin], askedBy: null });
  expect((await listTestQuestions(db, projectId)).map(({ turns }) => turns[0]?.text)).toEqual([
    'Can I return a lamp?',
  ]);
  expect(await db.$count(comparisonQuestions, eq(comparisonQuestions.comparisonId, id))).toBe(0);
});

it('holds no address of somebody who was erased', async () => {
  const { db, projectId, ask, begin } = await project();
  const { answerId } = await ask('Whose lamp is it?');
  const { id } = await begin();
  const said = { ...unknown, text: 'It is lee@example.org’s.' };
  await recordSide(db, { id, answerId, side: 'live', answer: said });
  await recordSide(db, { id, answerId, side: 'other', answer: unknown });
  await erasePerson(db, { projectId, email: 'lee@example.org', askedBy: null });
  const kept = await readCompared(db, { projectId, id, answerId });
  expect(kept?.live.text).toBe('It is erased’s.');
});

it('asks with what the customer and the team had said before, and for whom it was', async () => {
  const { db, projectId, ask } = await project();
  const { id: visitorId } = await createVisitor(db, { projectId, tokenHash: newId('vis') });
  await db.insert(identities).values({ visitorId, projectId, sub: 'kim' });
  const conversationId = await anotherConversation(db, { projectId, visitorId });
  const here = { projectId, conversationId };
  const first = await ask('Do you have lamps?', { conversationId });
  await insertMessage(db, { ...here, seq: 2, author: { by: 'assistant' }, text: 'Yes.' });
  await insertMessage(db, { ...here, seq: 3, audience: 'team', kind: 'note', text: 'A note.' });
  await insertMessage(db, { ...here, seq: 4, author: { by: 'system' }, kind: 'event', text: '' });
  const questionId = await insertMessage(db, { ...here, seq: 5, text: 'And shades?' });
  await insertMessage(db, { ...here, seq: 6, text: 'Later.' });
  const asked = { conversationId, questionId, question: 'And shades?' };
  expect(await readAsked(db, asked)).toEqual({
    turns: [
      { by: 'customer', text: 'Do you have lamps?' },
      { by: 'assistant', text: 'Yes.' },
      { by: 'customer', text: 'And shades?' },
    ],
    reader: { isIdentified: true, isMailed: false },
  });
  const mailed = await insertMessage(db, { ...here, seq: 7, channel: 'email', text: 'By mail?' });
  expect((await readAsked(db, { ...asked, questionId: mailed })).reader).toEqual({
    ...{ isIdentified: false, isMailed: true },
  });
  const alone = { turns: [{ by: 'customer', text: 'And shades?' }] };
  expect(await readAsked(db, { ...asked, questionId: null })).toEqual(alone);
  expect(await readAsked(db, { ...asked, questionId: first.answerId })).toEqual(alone);
  expect(await db.$count(answers, eq(answers.projectId, projectId))).toBe(1);
});
