import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { keepHistory } from '../../support/people/histories.ts';
import { DRAFTED, startModed } from '../../support/model/moded-team.ts';
import { killChild, startChildWorker } from '../../support/stack/child-worker.ts';

const program = fileURLToPath(new URL('../../faults/workers/draft-worker.ts', import.meta.url));
const QUESTION = 'How do I export my invoices?';

it('sends a draft at its deadline, once, although its workers were gone and killed meanwhile', async () => {
  await using moded = await startModed(
    { chatMode: 'draft', draftThen: 'send', draftMinutes: 3 },
    { minuteMs: 1_500 },
  );
  await moded.visit.say(QUESTION);
  const { until } = await moded.waiting();
  moded.worker.shutdown();
  await eventually('its end', () => moded.worker.getState() === 'STOPPED');
  await killChild(await startChildWorker(moded.product, program));
  await moded.startWorker();
  await moded.says([`customer: ${QUESTION}`, '(answerHeld)', `assistant: ${DRAFTED}`, '(sent)']);
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(until ?? ''));
  expect(await moded.detail()).toMatchObject({ handler: { by: 'assistant' }, outgoing: null });
  await keepHistory(moded.product, moded.conversationId, 'a draft that was sent at its deadline');
});

it('asks for a person at the deadline where that was chosen, and the draft stays unsaid', async () => {
  await using moded = await startModed({ chatMode: 'draft', draftMinutes: 1 }, { minuteMs: 500 });
  await moded.visit.say(QUESTION);
  await moded.says([`customer: ${QUESTION}`, '(answerHeld)', '(expired)', '(escalated)']);
  expect(await moded.visit.visitor.conversation.query()).toMatchObject({ handler: 'agent', escalated: true });
});

it('lets nothing leave by itself once a person has the conversation', async () => {
  await using moded = await startModed(
    { chatMode: 'draft', draftThen: 'send', draftMinutes: 1 },
    { minuteMs: 2_000 },
  );
  await moded.visit.say(QUESTION);
  const { draftId, until } = await moded.waiting();
  await moded.team.conversations.takeOver.mutate(moded.command());
  expect((await moded.state()).heldAnswer).toMatchObject({ draftId, until: null });
  await eventually('the moment', () => Date.now() > Date.parse(until ?? '') + 300);
  expect((await moded.lines()).some((line) => line.startsWith('assistant'))).toBe(false);
  await moded.team.conversations.approveAnswer.mutate({ ...moded.command(), draftId });
  await eventually('the answer', async () => (await moded.lines()).includes(`assistant: ${DRAFTED}`));
  expect(await moded.detail()).toMatchObject({ status: 'waiting', handler: { by: 'agent' } });
});
