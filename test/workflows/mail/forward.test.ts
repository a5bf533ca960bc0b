import { expect, it } from 'vitest';
import { suppress } from '../../../db/mail/outbound/suppressions.ts';
import { newId } from '../../../domain/ids.ts';
import { toVisitorMessage } from '../../../domain/inbox/visitor-view.ts';
import { inboundJson } from '../../api/mail/webhook-rig.ts';
import { eventually } from '../../support/eventually.ts';
import { from, startWithCustomer, VERIFIED } from '../../support/mail/mail-desk.ts';
import { headerOf } from '../../../mailbox/mail.ts';

const EXPERT = 'expert@lab.example';
const PHOTO = {
  Name: 'crack.png',
  Content: Buffer.from('a picture').toString('base64'),
  ContentType: 'image/png',
  ContentLength: 9,
};

it('forwards a mail with its files, takes the answer back as the expert’s, and keeps all of it from the customer', async () => {
  await using product = await startWithCustomer();
  const { agent, conversationId, messages, said, mailbox } = product;
  await product.post(
    inboundJson(product.address, { TextBody: 'It is cracked.', Attachments: [PHOTO], Headers: VERIFIED }),
  );
  const question = await eventually('the mail', async () => (await messages())[0]);
  const id = newId('msg');
  const input = { conversationId, id, messageId: question.id, to: EXPERT, text: 'Is this **safe**?' };
  await agent.conversations.forward.mutate(input);
  await agent.conversations.forward.mutate(input);
  const forwarded = await eventually('the forwarded mail', () => mailbox.ledger()[0]);
  expect([forwarded.to, forwarded.cc, forwarded.replyTo]).toEqual([EXPERT, '', product.address]);
  expect(forwarded.subject).toMatch(/^Fwd: /);
  expect(forwarded.text).toMatch(
    /^Is this safe\?[^]*Forwarded message[^]*kim@example\.org[^]*It is cracked\./i,
  );
  expect(forwarded.attachments?.map(({ Name, Content }) => [Name, Content])).toEqual([
    [PHOTO.Name, PHOTO.Content],
  ]);
  expect([headerOf(forwarded, 'In-Reply-To'), headerOf(forwarded, 'References')]).toEqual(['', '']);

  const note = await eventually('the note', async () =>
    (await said()).find((message) => message.id === id && message.delivery?.state === 'delivered'),
  );
  expect(note).toMatchObject({ kind: 'note', audience: 'team', forwards: question.id });
  expect(note.delivery?.to).toBe(EXPERT);

  await product.post(
    inboundJson(product.address, {
      ...from(EXPERT),
      TextBody: 'No, throw it away.',
      Headers: [
        ...VERIFIED,
        { Name: 'Message-ID', Value: '<expert@lab.example>' },
        { Name: 'In-Reply-To', Value: headerOf(forwarded, 'Message-ID') },
      ],
    }),
  );
  const answer = await eventually('the expert’s answer', async () => (await messages())[1]);
  expect(answer).toMatchObject({
    author: { by: 'other', email: EXPERT },
    audience: 'team',
    text: 'No, throw it away.',
  });

  await agent.conversations.reply.mutate({
    conversationId,
    id: newId('msg'),
    text: 'A new one comes.',
    seenSeq: 99,
  });
  const reply = await eventually('the reply', () => mailbox.ledger()[1]);
  expect([reply.to, reply.cc]).toEqual(['"Kim" <kim@example.org>', '']);
  const written = JSON.stringify(reply);
  for (const secret of ['throw it away', 'Is this', EXPERT, headerOf(forwarded, 'Message-ID').slice(1, -1)])
    expect(written).not.toContain(secret);
  expect(headerOf(reply, 'References')).not.toContain('expert@lab.example');
  const seen = (await said()).flatMap((message) => toVisitorMessage(message)?.text || []);
  expect(seen).toEqual(['It is cracked.', 'A new one comes.']);
  expect(mailbox.ledger()).toHaveLength(2);
});

it('forwards nothing to the customer, to ourselves, or where mail is stopped', async () => {
  await using product = await startWithCustomer();
  const { agent, conversationId, messages } = product;
  await product.post(inboundJson(product.address, { TextBody: 'Hello', Headers: VERIFIED }));
  const { id: messageId } = await eventually('the mail', async () => (await messages())[0]);
  const gone = { email: 'gone@lab.example', reason: 'bounced', detail: '' } as const;
  await suppress(product.database.db, { ...product.in, ...gone });
  const forward = (to: string, which = messageId) =>
    agent.conversations.forward.mutate({ conversationId, id: newId('msg'), messageId: which, to, text: '' });
  const refused = { data: { refusal: 'cannot_forward' } };
  for (const to of ['kim@example.org', product.address, product.project.supportAddress, 'gone@lab.example'])
    await expect(forward(to)).rejects.toMatchObject(refused);
  await expect(forward(EXPERT, newId('msg'))).rejects.toMatchObject({ data: { refusal: 'not_found' } });
  expect(product.mailbox.ledger()).toEqual([]);
});
