import { expect, it } from 'vitest';
import { conversations } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { headerOf } from '../../../mailbox/mail.ts';
import { eventually } from '../../support/eventually.ts';
import { mailedReply, startMailing, transcriptOf } from '../../support/mail/mail-conversation.ts';
import { mailTo, postMail } from '../../support/mail/post-mail.ts';
import { keepHistory } from '../../support/people/histories.ts';

const KIM = 'kim@example.org';

it('shows reactions and recalls as a line, and opens nothing again', async () => {
  await using product = await startMailing({});
  const { conversationId, mail } = await mailedReply(product, KIM);
  const by = { agentId: product.agentId };
  await product.gateway.agent.update('close', conversationId, { id: newId('msg') }, by);
  const headers = { 'In-Reply-To': headerOf(mail, 'Message-ID') };
  const post = (text: string, parts: Record<string, unknown> = {}) =>
    postMail(product, mailTo(mail.replyTo, { from: KIM, headers, text, ...parts }));
  const reaction = {
    ...{ Name: 'reaction.json', ContentType: 'text/vnd.google.email-reaction+json' },
    Content: Buffer.from('{"emoji":"👍","version":1}').toString('base64'),
  };
  expect(await post('👍\n\nKim reacted via Gmail', { Attachments: [reaction] })).toBe('taken');
  expect(await post('Kim reacted to your message:\n❤️')).toBe('taken');
  const recall = 'Kim would like to recall the message, "Your bicycle".';
  expect(await post(recall, { Subject: 'Recall: Your bicycle' })).toBe('taken');
  const gestures = await eventually('three lines', async () => {
    const found = (await transcriptOf(product, conversationId)).filter(
      ({ event }) => event?.kind === 'gesture',
    );
    return found.length === 3 && found;
  });
  expect(gestures.map(({ event }) => event)).toMatchObject([
    { what: 'reaction', emoji: '👍' },
    { what: 'reaction', emoji: '❤️' },
    { what: 'recall' },
  ]);
  const [row] = await product.database.db.select().from(conversations);
  expect(row?.status).toBe('closed');
  await keepHistory(product, conversationId, 'reactions and recalls');
});

it('learns a customer’s name from a mail of theirs, and keeps it', async () => {
  await using product = await startMailing({});
  const { conversationId, mail } = await mailedReply(product, KIM);
  const post = (Name: string) =>
    postMail(product, {
      ...mailTo(mail.replyTo, { from: KIM, text: 'The red one.' }),
      FromFull: { Email: KIM, Name },
    });
  const customer = async () => (await product.database.db.query.customers.findFirst())?.name;
  await post('Ingrid Solberg');
  await eventually('the name', async () => (await customer()) === 'Ingrid Solberg');
  await post('Somebody Else');
  await eventually('both mails', async () => {
    const mails = (await transcriptOf(product, conversationId)).filter(({ emailId }) => emailId);
    return mails.length === 2;
  });
  expect(await customer()).toBe('Ingrid Solberg');
  await keepHistory(product, conversationId, 'mails that name the customer');
});

it('answers whom a contact form names, once an agent chose so', async () => {
  await using product = await startMailing({ supportAddress: 'support@acme.example' });
  const form = mailTo('support@acme.example', { from: 'website@example.com', text: 'The lock is stuck.' });
  await postMail(product, { ...form, ReplyTo: 'Karl <karl@home.example>' });
  const [first] = await eventually('the mail', async () => {
    const said = (await transcriptOf(product)).filter(({ emailId }) => emailId);
    return said.length === 1 && said;
  });
  const { conversationId, id: messageId } = first!;
  const choice = { id: newId('msg'), messageId, email: 'karl@home.example' };
  await product.gateway.agent.update('chooseCustomer', conversationId, choice, { agentId: product.agentId });
  await product.gateway.agent.update(
    'reply',
    conversationId,
    { id: newId('msg'), text: 'Try oil.', seenSeq: 2 },
    { agentId: product.agentId },
  );
  const mail = await eventually('the reply', () => product.mailbox.ledger()[0]);
  expect(mail.to).toContain('karl@home.example');
  const rows = await product.database.db.query.customers.findMany();
  expect(rows.map(({ email, name }) => [email, name])).toContainEqual(['karl@home.example', 'Karl']);
  await keepHistory(product, conversationId, 'a customer chosen from a form');
});
