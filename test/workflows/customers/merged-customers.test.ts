import { expect, it } from 'vitest';
import { customers } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { inboundJson } from '../../api/mail/webhook-rig.ts';
import { eventually } from '../../support/eventually.ts';
import { from, startWithCustomer, VERIFIED } from '../../support/mail/mail-desk.ts';
import { stateOf } from '../../support/people/state-of.ts';

const HOME = 'kim@home.example';
const WORK = 'kim@work.example';

/** Kim, whose conversation began in the chat, and who writes from home as somebody else. */
async function kimTwice() {
  const product = await startWithCustomer();
  const { agent, post } = product;
  const mail = (email: string, to: string, TextBody: string) =>
    post(inboundJson(to, { ...from(email), TextBody, Headers: VERIFIED, MessageID: newId('eml') }));
  expect(await mail(HOME, product.project.supportAddress, 'From home, about something else.')).toBe('taken');
  const all = () => agent.customers.list.query({ ...product.in });
  const met = await eventually('both customers', async () => {
    const rows = await all();
    return rows.length === 2 && rows;
  });
  const id = (email: string) => met.find((row) => row.email === email)!.id;
  /** By whom the newest message of the first conversation is. */
  const author = async (count: number) => {
    const said = await eventually(`mail ${count}`, async () => {
      const messages = await product.messages();
      return messages.length === count && messages;
    });
    return said.at(-1)?.author.by;
  };
  return { ...product, mail, all, author, home: id(HOME), kim: id('kim@example.org') };
}

it('mail from either address is the one customer’s as long as they are merged, and its conversation stays where it was', async () => {
  await using product = await kimTwice();
  const { agent, address, mail, author, all, home, kim, conversationId } = product;
  await mail(HOME, address, 'A stranger yet.');
  expect(await author(1)).toBe('other');

  expect(await agent.customers.merge.mutate({ ...product.in, id: home, into: kim })).toEqual({ id: kim });
  expect(await all()).toMatchObject([{ id: kim, conversations: 2 }]);
  await mail(HOME, address, 'The customer.');
  expect(await author(2)).toBe('customer');
  expect((await stateOf(product, conversationId)).customerEmail).toBe('kim@example.org');
  expect(await agent.conversations.get.query({ conversationId })).toMatchObject({
    mailTo: 'kim@example.org',
  });
  expect(await agent.conversations.mergeCandidates.query({ conversationId })).toHaveLength(1);

  await agent.customers.unmerge.mutate({ ...product.in, id: home });
  expect(await all()).toHaveLength(2);
  await mail(HOME, address, 'A stranger again.');
  expect(await author(3)).toBe('other');
});

it('whoever writes first from an address that an agent added is the same customer', async () => {
  await using product = await kimTwice();
  const { agent, mail, kim, database } = product;
  const known = { ...product.in, id: kim };
  await agent.customers.addAddress.mutate({ ...known, email: 'Kim@Work.example' });
  await mail(WORK, product.project.supportAddress, 'From work.');
  const found = await eventually('the third conversation', async () => {
    const detail = await agent.customers.get.query(known);
    return detail.conversations.some(({ email }) => email === WORK) && detail;
  });
  expect(found.addresses.map(({ email }) => email)).toEqual(['kim@example.org', WORK]);
  await agent.customers.removeAddress.mutate({ ...known, email: WORK });
  expect(await agent.customers.list.query({ ...product.in })).toHaveLength(3);
  expect(await database.db.$count(customers)).toBe(3);
});

it('what an agent does to customers is in the log by their ids, never by a word of theirs', async () => {
  await using product = await kimTwice();
  const { agent, home, kim } = product;
  await agent.customers.save.mutate({ ...product.in, id: kim, change: { field: 'name', text: 'Kim Lee' } });
  await agent.customers.merge.mutate({ ...product.in, id: home, into: kim });
  await agent.customers.merge.mutate({ ...product.in, id: home, into: kim });
  await agent.customers.unmerge.mutate({ ...product.in, id: home });
  const { acts: rows } = await agent.audit.list.query({ ...product.in, before: null });
  expect(rows.slice(0, 3).map(({ act, about }) => [act, about])).toEqual([
    ['customers_unmerged', home],
    ['customers_merged', `${home} → ${kim}`],
    ['customer_changed', kim],
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/Kim Lee|kim@/);
});
