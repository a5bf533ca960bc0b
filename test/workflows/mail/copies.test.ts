import { expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import { toVisitorMessage } from '../../../domain/inbox/visitor-view.ts';
import { inboundJson } from '../../api/mail/webhook-rig.ts';
import { eventually } from '../../support/eventually.ts';
import { from, startWithCustomer, VERIFIED } from '../../support/mail/mail-desk.ts';

it('sends a reply to new people in copy and to others unseen, whose answers come back as theirs', async () => {
  await using product = await startWithCustomer();
  const { agent, conversationId, messages, said } = product;
  const copies = { cc: ['lee@example.net'], bcc: ['boss@acme.example'] };
  const input = { conversationId, id: newId('msg'), text: 'Hello all', seenSeq: 99, ...copies };
  await agent.conversations.reply.mutate(input);
  const mail = await eventually('the mail', () => product.mailbox.ledger()[0]);
  expect([mail.to, mail.cc, mail.bcc]).toEqual(['kim@example.org', 'lee@example.net', 'boss@acme.example']);
  expect(JSON.stringify([mail.headers, mail.text, mail.html])).not.toContain('boss@acme.example');

  const [reply] = await eventually('the reply', async () => {
    const all = await messages();
    return all[0]?.delivery && all;
  });
  expect(reply?.delivery).toMatchObject({ cc: ['lee@example.net'], bcc: ['boss@acme.example'] });
  expect(JSON.stringify(toVisitorMessage(reply!))).not.toContain('boss');
  const { copied } = await agent.conversations.get.query({ conversationId });
  expect(copied.map(({ email }) => email)).toEqual(['lee@example.net']);

  await product.post(
    inboundJson(product.address, { ...from('lee@example.net'), TextBody: 'And me?', Headers: VERIFIED }),
  );
  const answer = await eventually('the answer', async () => (await messages())[1]);
  expect(answer).toMatchObject({ author: { by: 'other', email: 'lee@example.net' }, audience: 'team' });
  expect((await said()).flatMap((message) => toVisitorMessage(message)?.text || [])).toEqual(['Hello all']);
});
