import { expect, it } from 'vitest';
import type { Assistant } from '../../../activities/assistant/assistant.ts';
import { inboundEmails } from '../../../db/schema/schema.ts';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import { newId } from '../../../domain/ids.ts';
import { headerOf } from '../../../mailbox/mail.ts';
import { eventually } from '../../support/eventually.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { keepHistory } from '../../support/people/histories.ts';

const silent: Assistant = {
  answer: () =>
    Promise.resolve({
      outcome: 'answered',
      text: 'I do not know.',
      reason: null,
      citations: [],
      model: null,
      usage: null,
    }),
};

it('carries one conversation out by mail and back, twice in both directions', async () => {
  await using product = await startProduct({ worker: false });
  await product.startWorker({ assistant: silent });
  const visit = await beginVisit(product);
  const { conversationId } = visit;
  const transcript = () => readTranscript(product.database.db, { conversationId, afterRevision: 0 });
  const said = async (count: number) =>
    eventually(`${count} messages`, async () => {
      const messages = (await transcript()).filter((message) => message.kind === 'message');
      return messages.length >= count && messages;
    });
  const reply = async (text: string) => {
    const seenSeq = (await transcript()).at(-1)?.seq ?? 0;
    await product.gateway.agent.update(
      'reply',
      conversationId,
      { id: newId('msg'), text, seenSeq },
      { agentId: product.agentId },
    );
  };
  const mailNumber = (count: number) =>
    eventually(`mail ${count}`, () => product.mailbox.ledger()[count - 1]);

  await visit.say('How do I start it?');
  await said(2);
  await visit.askForPerson('kim@example.org');
  await eventually('the escalation', async () =>
    (await transcript()).find(({ event }) => event?.kind === 'escalated'),
  );

  await reply('Run **npm start**.');
  const first = await mailNumber(1);
  expect(first.text).toContain('you wrote:\n> How do I start it?');
  product.mailbox.answer(first.id, 'It asks for a port.');
  await said(4);
  await reply('Any will do.');
  const second = await mailNumber(2);
  expect(headerOf(second, 'References').split(' ')).toHaveLength(3);
  product.mailbox.answer(second.id, 'It works now.');
  const messages = await said(6);

  expect(messages.map(({ author, channel, text }) => `${author.by} (${channel}): ${text}`)).toEqual([
    'customer (widget): How do I start it?',
    'assistant (widget): I do not know.',
    'agent (email): Run **npm start**.',
    'customer (email): It asks for a port.',
    'agent (email): Any will do.',
    'customer (email): It works now.',
  ]);
  await eventually('both mails delivered', async () => {
    const states = (await transcript()).flatMap(({ delivery }) => delivery?.state ?? []);
    return states.length === 2 && states.every((state) => state === 'delivered');
  });
  expect(product.mailbox.ledger()).toHaveLength(2);
  expect(await product.database.db.select().from(inboundEmails)).toHaveLength(2);
  await keepHistory(product, conversationId, 'out by mail and back twice');
});
