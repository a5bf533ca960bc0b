import { expect, it } from 'vitest';
import { suppress } from '../../../db/mail/outbound/suppressions.ts';
import { newId } from '../../../domain/ids.ts';
import { inboundJson } from '../../api/mail/webhook-rig.ts';
import { eventually } from '../../support/eventually.ts';
import { from, startWithCustomer, VERIFIED } from '../../support/mail/mail-desk.ts';

it('begins a conversation by mail, and the customer’s answer lands in it', async () => {
  await using product = await startWithCustomer();
  const { agent, messages, mailbox } = product;
  const begun = { ...product.in, id: newId('cnv'), to: 'New@Example.net', subject: 'Your lamp' };
  const conversationId = begun.id;
  await agent.conversations.begin.mutate(begun);
  await agent.conversations.begin.mutate(begun);
  const reply = {
    conversationId,
    id: newId('msg'),
    text: 'It is ready.',
    seenSeq: 0,
    cc: ['lee@example.net'],
  };
  await agent.conversations.reply.mutate(reply);
  const mail = await eventually('the mail', () => mailbox.ledger()[0]);
  expect([mail.to, mail.cc, mail.subject]).toEqual(['new@example.net', 'lee@example.net', 'Your lamp']);
  expect(mail.text).toMatch(/^It is ready\./);

  await product.post(
    inboundJson(mail.replyTo, { ...from('new@example.net'), TextBody: 'I come today.', Headers: VERIFIED }),
  );
  await eventually('the answer', async () => (await messages(conversationId)).length === 2);
  const [first, answer] = await messages(conversationId);
  expect(first).toMatchObject({ author: { by: 'agent' }, channel: 'email', text: 'It is ready.' });
  expect(answer).toMatchObject({ author: { by: 'customer' }, text: 'I come today.' });
  expect(await agent.conversations.get.query({ conversationId })).toMatchObject({
    subject: 'Your lamp',
    channel: 'email',
    status: 'open',
    assignee: product.agentId,
  });
  expect(await agent.conversations.knownAddresses.query({ ...product.in, typed: 'NEW@' })).toEqual([
    { email: 'new@example.net', name: null },
  ]);
});

it('begins none with an address that gets no mail from here', async () => {
  await using product = await startWithCustomer();
  const { agent } = product;
  const gone = { email: 'gone@example.net', reason: 'bounced', detail: '' } as const;
  await suppress(product.database.db, { ...product.in, ...gone });
  const begin = (to: string) =>
    agent.conversations.begin.mutate({ ...product.in, id: newId('cnv'), to, subject: 'Hello' });
  const refused = { data: { refusal: 'cannot_write' } };
  for (const to of ['gone@example.net', product.project.supportAddress, product.address])
    await expect(begin(to)).rejects.toMatchObject(refused);
  const taken = {
    ...product.in,
    id: product.conversationId,
    to: 'a@b.example',
    subject: 'Hello',
  };
  await expect(agent.conversations.begin.mutate(taken)).rejects.toMatchObject({
    data: { refusal: 'id_taken' },
  });
});
