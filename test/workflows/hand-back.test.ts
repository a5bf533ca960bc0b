import { expect, it } from 'vitest';
import { newId } from '../../domain/ids.ts';
import { signIn, type AgentClient } from '../support/people/agent-client.ts';
import { eventually } from '../support/eventually.ts';
import { keepHistory } from '../support/people/histories.ts';
import { firstConversation, startMailing, transcriptSays } from '../support/mail/mail-conversation.ts';
import { mailTo, postMail } from '../support/mail/post-mail.ts';
import type { Product } from '../support/stack/product.ts';

const write = (product: Product, text: string, parts: Record<string, unknown> = {}) =>
  postMail(product, mailTo('support@example.test', { text, from: 'kim@example.org', ...parts }));

/** The one conversation of the lane “Needs a human”. */
const needsHuman = async ({ project }: Product, { conversations }: AgentClient) => {
  const rows = await conversations.list.query({ projectId: project.id, lane: 'attention' });
  return rows.length === 1 && rows[0];
};

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: { data?: { refusal?: string } }) => error.data?.refusal,
  );

it('asks whether the assistant’s answer is mailed before a mail conversation is handed back, and mails it', async () => {
  await using product = await startMailing({});
  const team = await signIn(product);
  const { conversations } = team;
  await write(product, 'How do I start it?');
  const { id: conversationId } = await eventually('the conversation', () => needsHuman(product, team));
  const handBack = (answerBy?: 'email') =>
    conversations.handBack.mutate({ conversationId, id: newId('msg'), ...(answerBy && { answerBy }) });
  expect(await refusal(handBack())).toBe('answer_by_email');
  expect(await needsHuman(product, team)).toBeTruthy();

  await handBack('email');
  const mail = await eventually('its answer', () => product.mailbox.ledger()[0]);
  expect(mail).toMatchObject({ to: 'kim@example.org', subject: 'Re: How do I start it?' });
  await transcriptSays(product, [
    'customer by email: How do I start it?',
    '(escalated)',
    '(handedBack)',
    'assistant by email: Run **npm start**.',
  ]);

  product.mailbox.answer(mail.id, 'And then?');
  await eventually('a person to be asked', () => needsHuman(product, team));
  expect(product.mailbox.ledger()).toHaveLength(1);
  await keepHistory(product, conversationId, 'an answer that an agent had mailed');
});

it('keeps with the team whom the assistant cannot reach at all', async () => {
  await using product = await startMailing({});
  const team = await signIn(product);
  const { conversations } = team;
  await write(product, 'How do I start it?');
  const { id: conversationId } = await eventually('the conversation', () => needsHuman(product, team));
  await conversations.stopMail.mutate({ conversationId, id: newId('msg') });
  await eventually('its end', async () => (await conversations.get.query({ conversationId })).chatOnly);
  const wanted = { conversationId, id: newId('msg'), answerBy: 'email' } as const;
  expect(await refusal(conversations.handBack.mutate(wanted))).toBe('customer_unreached');
  expect(await needsHuman(product, team)).toBeTruthy();
});

it('returns a conversation to the team when the assistant’s mail bounces', async () => {
  await using product = await startMailing({ assistantAnswersMail: true });
  const team = await signIn(product);
  await write(product, 'How do I start it?', { from: "bounce'kim@example.com" });
  await eventually('a person to be asked', () => needsHuman(product, team));
  const conversation = await firstConversation(product);
  expect(conversation).toMatchObject({ handlerBy: 'agent', escalation: { cause: 'unreached' } });
  await keepHistory(product, conversation.id, 'an answer by mail that bounced');
});
