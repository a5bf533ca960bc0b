import { expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { keepHistory } from '../../support/people/histories.ts';
import { startModed } from '../../support/model/moded-team.ts';

it('drafts beside agents without a trace in the conversation, and compares each reply with what it would have said', async () => {
  await using moded = await startModed({ chatMode: 'shadow' });
  const { visit, team, command, conversationId, projectId } = moded;
  const reply = async (text: string) => {
    const { lastSeq: seenSeq } = await moded.detail();
    const id = newId('msg');
    await team.conversations.reply.mutate({ ...command(), id, text, seenSeq });
    await eventually('the comparison', async () =>
      (await moded.unsaid()).some(
        ({ unsaid_answers: { replyId, agrees } }) => replyId === id && agrees !== null,
      ),
    );
  };
  await visit.say('How do I export my invoices?');
  await moded.says(['customer: How do I export my invoices?', '(escalated)']);
  expect(await moded.detail()).toMatchObject({ escalation: { cause: 'off' }, handler: { by: 'agent' } });
  await reply('Hi, open the Settings and choose Export. Best, Ana');
  await visit.say('And as a table?');
  await eventually('the question', async () => (await moded.lines()).includes('customer: And as a table?'));
  await reply('We do not have that yet, sorry. I have noted your wish.');

  const { all, topics, isOn } = await team.shadow.rates.query({ projectId });
  expect({ ...all, isOn }).toMatchObject({ compared: 2, agreed: 1, left: 0, isOn: true });
  expect(topics).toMatchObject([{ id: null, compared: 2 }]);
  const pairs = await team.shadow.pairs.query({ projectId, topic: null });
  expect(pairs).toMatchObject([
    { question: 'And as a table?', agrees: false, marked: null },
    { question: 'How do I export my invoices?', agrees: true, conversationId },
  ]);

  const answerId = pairs[0]?.answerId ?? newId('msg');
  await team.shadow.mark.mutate({ projectId, answerId, agrees: true });
  expect((await team.shadow.rates.query({ projectId })).all.agreed).toBe(2);
  expect((await moded.lines()).filter((line) => line.startsWith('assistant'))).toEqual([]);
  await eventually('its rest', async () => (await moded.state()).shadow?.draft === null);
  await keepHistory(moded.product, conversationId, 'a chat with the assistant in the shadow');
});
