import { expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import { gapQuestions } from '../../../db/schema/schema.ts';
import { eventually } from '../../support/eventually.ts';
import { mailTo, postMail } from '../../support/mail/post-mail.ts';
import { keepHistory } from '../../support/people/histories.ts';
import { DRAFTED, startModed } from '../../support/model/moded-team.ts';

const QUESTION = 'How do I export my invoices?';

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: { data?: { refusal?: string } }) => error.data?.refusal,
  );

it('gives what is asked to people at once where it is off, and answers again once it is on', async () => {
  await using moded = await startModed({ chatMode: 'off' });
  const { visit, team, command } = moded;
  await visit.say(QUESTION);
  await moded.says([`customer: ${QUESTION}`, '(escalated)']);
  expect(await moded.detail()).toMatchObject({ escalation: { cause: 'off', reason: '' } });
  expect(await moded.unsaid()).toEqual([]);
  await moded.set({ chatMode: 'auto' });
  await team.conversations.handBack.mutate(command());
  await eventually('the answer', async () => (await moded.lines()).at(-1) === `assistant: ${DRAFTED}`);
  await keepHistory(moded.product, moded.conversationId, 'a chat in which the assistant was off');
});

it('keeps a draft from the visitor until an agent approves it, and lets it out once', async () => {
  await using moded = await startModed({ chatMode: 'draft' });
  const { visit, team, command, conversationId } = moded;
  const seen: string[] = [];
  const stop = new AbortController();
  const watching = (async () => {
    for await (const event of moded.product.feed.conversation(conversationId, stop.signal))
      seen.push(JSON.stringify(event));
  })();
  await visit.say(QUESTION);
  const { draftId } = await moded.waiting();
  expect(await visit.visitor.conversation.query()).toMatchObject({ handler: 'agent', escalated: false });
  expect(await moded.detail()).toMatchObject({
    handler: { by: 'agent', agentId: null },
    outgoing: { answer: { draftId, text: DRAFTED, then: 'person' } },
  });
  expect(await moded.lines()).toEqual([`customer: ${QUESTION}`, '(answerHeld)']);
  expect(seen.join()).not.toContain('Settings');

  const { conversations } = team;
  const twice = await Promise.all([
    refusal(conversations.approveAnswer.mutate({ ...command(), draftId })),
    refusal(conversations.approveAnswer.mutate({ ...command(), draftId })),
  ]);
  expect(twice.toSorted()).toEqual(['answer_gone', null]);
  await moded.says([`customer: ${QUESTION}`, '(answerHeld)', `assistant: ${DRAFTED}`, '(approved)']);
  expect(await moded.detail()).toMatchObject({ handler: { by: 'assistant' }, outgoing: null });
  expect(await refusal(conversations.rejectAnswer.mutate({ ...command(), draftId }))).toBe('answer_gone');
  stop.abort();
  await watching;
  await keepHistory(moded.product, conversationId, 'a draft that was approved');
});

it('never sends a draft of before once the customer wrote again', async () => {
  await using moded = await startModed({ chatMode: 'draft', draftThen: 'send' });
  const { visit, team, command } = moded;
  await visit.say(QUESTION);
  const { draftId: first } = await moded.waiting();
  await visit.say('By mail, please.');
  const { draftId } = await moded.waiting(first);
  const { conversations } = team;
  expect(await refusal(conversations.approveAnswer.mutate({ ...command(), draftId: first }))).toBe(
    'answer_gone',
  );
  await conversations.approveAnswer.mutate({ ...command(), draftId });
  await eventually('the answer', async () => (await moded.lines()).includes('(approved)'));
  const lines = await moded.lines();
  expect(lines.filter((line) => line.startsWith('assistant'))).toEqual([`assistant: ${DRAFTED}`]);
  expect(lines.filter((line) => line === '(replaced)')).toHaveLength(1);
});

it('counts a rejected draft’s question as one that was not answered, and leaves what follows to people', async () => {
  await using moded = await startModed({ chatMode: 'draft' });
  const { visit, team, command, db } = moded;
  await visit.say(QUESTION);
  const { draftId } = await moded.waiting();
  await team.conversations.rejectAnswer.mutate({ ...command(), draftId });
  await eventually('the gap', async () => (await db.select().from(gapQuestions)).length === 1);
  const { handler, outgoing } = await moded.detail();
  expect(handler).toEqual({ by: 'agent', agentId: null });
  expect(outgoing?.answer).toBeUndefined();

  await visit.say('And my receipts, where are they?');
  await eventually('the words', async () => (await moded.lines()).at(-1)?.startsWith('customer'));
  expect((await moded.state()).heldAnswer).toBeNull();
});

it('keeps what an agent sent in a draft’s place, and takes their own words as an answer too', async () => {
  await using moded = await startModed({ chatMode: 'draft' });
  const { visit, team, command, db } = moded;
  await visit.say(QUESTION);
  const { draftId } = await moded.waiting();
  const { lastSeq: seenSeq } = await moded.detail();
  const id = newId('msg');
  const words = 'Write to billing and they will send you everything on paper.';
  await team.conversations.reply.mutate({ ...command(), id, text: words, seenSeq, edits: draftId });
  await eventually('the edit', async () => (await moded.unsaid())[0]?.unsaid_answers.replyId === id);
  const [row] = await moded.unsaid();
  expect(row?.unsaid_answers).toMatchObject({ decision: 'edited', text: DRAFTED });
  expect(row?.unsaid_answers.likeness).toBeLessThan(0.5);
  await eventually('the gap', async () => (await db.select().from(gapQuestions)).length === 1);
  expect((await moded.lines()).filter((line) => line.startsWith('assistant'))).toEqual([]);
});

it('mails a draft only when it was approved, and tells nobody else of it', async () => {
  await using moded = await startModed({ mailMode: 'draft', assistantAnswersMail: true });
  const { product, team } = moded;
  await postMail(product, mailTo('support@example.test', { text: QUESTION, from: 'kim@example.org' }));
  const { id } = await eventually('the draft', async () => {
    const rows = await team.conversations.list.query({ projectId: moded.projectId, lane: 'attention' });
    return rows[0];
  });
  const about = { conversationId: id };
  const { answer } = (await team.conversations.get.query(about)).outgoing ?? {};
  expect(answer?.text).toBe(DRAFTED);
  expect(product.mailbox.ledger()).toEqual([]);
  const draftId = answer?.draftId ?? newId('dft');
  await team.conversations.approveAnswer.mutate({ ...about, id: newId('msg'), draftId });
  const mail = await eventually('the mail', () => product.mailbox.ledger()[0]);
  expect(mail).toMatchObject({ to: 'kim@example.org' });
});
