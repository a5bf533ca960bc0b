import { expect, it } from 'vitest';
import { suppress } from '../../../db/mail/outbound/suppressions.ts';
import { newId } from '../../../domain/ids.ts';
import { toVisitorMessage } from '../../../domain/inbox/visitor-view.ts';
import { inboundJson } from '../../api/mail/webhook-rig.ts';
import { eventually } from '../../support/eventually.ts';
import { from, startWithCustomer, VERIFIED } from '../../support/mail/mail-desk.ts';
import { keepHistory } from '../../support/people/histories.ts';

it('shows somebody else’s mail to the visitor only once an agent says that it is the customer', async () => {
  await using product = await startWithCustomer();
  const { agent, conversationId, messages, said } = product;
  const email = 'kim@home.example';
  const forVisitor = async () => (await said()).flatMap((message) => toVisitorMessage(message)?.text || []);
  const mail = (TextBody: string) =>
    inboundJson(product.address, { ...from(email), TextBody, Headers: VERIFIED });
  await product.post(mail('From home.'));
  const stranger = await eventually('the mail', async () => (await messages())[0]);
  expect(stranger).toMatchObject({ author: { by: 'other', email }, audience: 'team' });
  expect(await forVisitor()).toEqual([]);

  const sender = { conversationId, messageId: stranger.id, email };
  const wrong = { ...sender, email: 'eve@evil.example' };
  const command = () => ({ id: newId('msg') });
  await expect(agent.conversations.confirmSender.mutate({ ...wrong, ...command() })).rejects.toMatchObject({
    data: { refusal: 'not_the_sender' },
  });
  await agent.conversations.close.mutate({ conversationId, ...command() });
  const standing = await agent.conversations.confirmSender.mutate({ ...sender, ...command() });
  expect(standing.status).toBe('open');
  await eventually('the customer’s mail', async () => (await messages())[0]?.author.by === 'customer');
  expect(await forVisitor()).toEqual(['From home.']);
  await product.post(mail('And again.'));
  await eventually('the next mail', async () => (await messages())[1]?.author.by === 'customer');

  await agent.conversations.disownSender.mutate({ ...sender, ...command() });
  await eventually('a stranger again', async () => (await messages())[0]?.author.by === 'other');
  await product.post(mail('A third.'));
  const third = await eventually('the third mail', async () => (await messages())[2]);
  expect(third.author).toEqual({ by: 'other', email, name: '' });
  expect((await said()).map(({ seq }) => seq)).toEqual((await said()).map((_, at) => at + 1));
  await keepHistory(product, conversationId, 'a confirmed correspondent');
});

it('mails whoever was in copy again, and nobody new to whom mail is stopped', async () => {
  await using product = await startWithCustomer();
  const { agent, conversationId } = product;
  const CcFull = [{ Email: 'lee@example.net', Name: 'Lee' }];
  await product.post(inboundJson(product.address, { CcFull, Headers: VERIFIED }));
  const eve = [{ Email: 'eve@evil.example', Name: '' }];
  await product.post(
    inboundJson(product.address, { ...from('lee@example.net'), CcFull: eve, Headers: VERIFIED }),
  );
  await eventually('both mails', async () => (await product.messages()).length === 2);
  expect((await product.messages())[1]?.mail).toMatchObject({ wasInCopy: true });
  expect(await agent.conversations.get.query({ conversationId })).toMatchObject({
    copied: [{ email: 'lee@example.net', name: 'Lee' }],
  });
  const reply = (cc: string[]) =>
    agent.conversations.reply.mutate({ conversationId, id: newId('msg'), text: 'Hello', seenSeq: 99, cc });
  const { db } = product.database;
  await suppress(db, { ...product.in, email: 'eve@evil.example', reason: 'bounced', detail: '' });
  const refused = { data: { refusal: 'cannot_copy' } };
  await expect(reply(['eve@evil.example'])).rejects.toMatchObject(refused);
  await expect(reply([product.project.supportAddress])).rejects.toMatchObject(refused);
  await expect(reply([product.address])).rejects.toMatchObject(refused);
  await reply(['lee@example.net']);
  const mail = await eventually('the mail', () => product.mailbox.ledger()[0]);
  expect([mail.to, mail.cc]).toEqual(['"Kim" <kim@example.org>', 'lee@example.net']);
});

it('reopens a closed conversation by mail, and starts one again whose workflow has ended', async () => {
  await using product = await startWithCustomer();
  const { agent, conversationId, client } = product;
  await agent.conversations.close.mutate({ conversationId, id: newId('msg') });
  await product.post(inboundJson(product.address, { TextBody: 'Still broken.' }));
  await eventually('the mail', async () => (await product.messages()).length === 1);
  expect(await agent.conversations.get.query({ conversationId })).toMatchObject({ status: 'open' });

  await agent.conversations.close.mutate({ conversationId, id: newId('msg') });
  await client.workflow.getHandle(`conversation/${conversationId}`).terminate('years pass');
  await product.post(inboundJson(product.address, { TextBody: 'Hello again.' }));
  await eventually('the mail', async () => (await product.messages()).length === 2);
  expect(await agent.conversations.get.query({ conversationId })).toMatchObject({
    status: 'open',
    customer: { email: 'kim@example.org' },
  });
  const said = await product.said();
  expect(said.map(({ seq }) => seq)).toEqual(said.map((_, at) => at + 1));
});
