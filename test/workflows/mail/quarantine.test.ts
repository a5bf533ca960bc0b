import { expect, it } from 'vitest';
import { inboundEmails } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { inboundJson } from '../../api/mail/webhook-rig.ts';
import { eventually } from '../../support/eventually.ts';
import { from, startWithCustomer } from '../../support/mail/mail-desk.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { keepHistory } from '../../support/people/histories.ts';

it('puts a quarantined mail into a conversation once, however often it is asked, and nowhere else', async () => {
  await using product = await startWithCustomer();
  const { agent, conversationId, messages } = product;
  await product.post(inboundJson('nobody@elsewhere.test', { TextBody: 'Lost mail.' }));
  const [mail] = await agent.quarantine.list.query(product.in);
  expect(mail).toMatchObject({ reason: 'no_match', from: { email: 'kim@example.org' }, ignored: false });
  expect(await agent.conversations.counts.query(product.in)).toMatchObject({ quarantine: 1 });
  const id = mail!.id;
  const places = await agent.quarantine.places.query({ ...product.in, id });
  expect(places).toMatchObject([{ id: conversationId, why: 'sender' }]);
  expect(await agent.quarantine.places.query({ ...product.in, id, search: 'KIM@' })).toHaveLength(1);
  expect(await agent.quarantine.places.query({ ...product.in, id, search: '%' })).toEqual([]);

  const place = () => agent.quarantine.place.mutate({ ...product.in, id, into: conversationId });
  await Promise.allSettled([place(), place(), place()]);
  await eventually('the mail', async () => (await messages()).length > 0);
  expect((await messages()).map(({ author, text }) => [author.by, text])).toEqual([
    ['customer', 'Lost mail.'],
  ]);
  expect(await agent.quarantine.list.query(product.in)).toEqual([]);
  await expect(place()).rejects.toMatchObject({ data: { refusal: 'not_found' } });
  await keepHistory(product, conversationId, 'a mail let out of quarantine');
});

it('keeps a mail in quarantine until its conversation has heard of it', async () => {
  await using product = await startWithCustomer();
  const { agent, database } = product;
  await product.post(inboundJson('nobody@elsewhere.test', { TextBody: 'Lost mail.' }));
  const [{ id } = { id: newId('eml') }] = await agent.quarantine.list.query(product.in);
  await database.db
    .update(inboundEmails)
    .set({ placedBy: product.agentId, conversationId: product.conversationId });
  expect(await agent.quarantine.list.query(product.in)).toMatchObject([{ unfinished: true }]);
  const other = await beginVisit(product);
  await other.say('Hello');
  const elsewhere = { ...product.in, id, into: other.conversationId };
  await expect(agent.quarantine.place.mutate(elsewhere)).rejects.toMatchObject({
    data: { refusal: 'already_placed' },
  });
  await agent.quarantine.place.mutate({ ...product.in, id, into: product.conversationId });
  await eventually('the mail', async () => (await product.messages()).length === 1);
});

it('begins a conversation with a quarantined mail', async () => {
  await using product = await startWithCustomer();
  const { agent } = product;
  await product.post(
    inboundJson('nobody@elsewhere.test', { ...from('bo@customer.example'), TextBody: 'Hello?' }),
  );
  const [mail] = await agent.quarantine.list.query(product.in);
  const { conversationId } = await agent.quarantine.begin.mutate({ ...product.in, id: mail!.id });
  const [said] = await eventually('the mail', async () => {
    const messages = await product.messages(conversationId);
    return messages.length > 0 && messages;
  });
  expect(said).toMatchObject({ author: { by: 'customer' }, text: 'Hello?' });
  expect(await agent.conversations.get.query({ conversationId })).toMatchObject({
    mailTo: 'bo@customer.example',
  });
  expect(await agent.quarantine.list.query(product.in)).toEqual([]);
  await keepHistory(product, conversationId, 'begun with a quarantined mail');
});

it('sets a mail aside and takes that back', async () => {
  await using product = await startWithCustomer();
  const { agent } = product;
  await product.post(inboundJson('nobody@elsewhere.test'));
  const [{ id } = { id: newId('eml') }] = await agent.quarantine.list.query(product.in);
  await agent.quarantine.ignore.mutate({ ...product.in, id, ignored: true });
  expect(await agent.quarantine.list.query(product.in)).toEqual([]);
  expect(await agent.quarantine.list.query({ ...product.in, ignored: true })).toMatchObject([
    { id, ignored: true },
  ]);
  await agent.quarantine.ignore.mutate({ ...product.in, id, ignored: false });
  expect(await agent.quarantine.list.query(product.in)).toMatchObject([{ id, ignored: false }]);
});
