import { expect, it } from 'vitest';
import { listAttributes, saveAttributes } from '../../../db/customers/attributes.ts';
import { keepCustomer } from '../../../db/project/customers.ts';
import { recordBatch } from '../../../db/recording/record.ts';
import { inboundEmails } from '../../../db/schema/schema.ts';
import { said } from '../../../domain/conversation/entries.ts';
import type { Attribute } from '../../../domain/customers/attribute.ts';
import { newId, type ConversationId, type ProjectId } from '../../../domain/ids.ts';
import { mailIdentity } from '../../support/mail/mail-identity.ts';
import { storedMail } from '../../support/mail/stored-mail.ts';
import { emptyBatch } from '../../support/rows/empty-batch.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { rowOf } from '../../support/rows/row-of.ts';
import { uploadedFile } from '../../support/rows/uploaded-file.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';
import { knownCustomers } from './known-customers.ts';

const own = ownDatabase();
const EMAIL = 'ingrid@solberg.example';

/** A mail of the customer's own address, with the name that its program writes, as the workflow has it recorded. */
async function mailFrom(fromName: string, about: { projectId: ProjectId; conversationId: ConversationId }) {
  const email = storedMail({ ...about, fromEmail: EMAIL, fromName });
  await own.db.insert(inboundEmails).values(email);
  const spoken = {
    id: newId('msg'),
    author: { by: 'customer' as const },
    channel: 'email' as const,
    text: '',
  };
  const entry = said({ ...spoken, at: '2026-01-01T12:00:00.000Z', emailId: email.id });
  const batch = { ...emptyBatch(about), customerEmail: EMAIL, entries: [entry] };
  await recordBatch(own.db, batch, mailIdentity);
}

it('a name is learned from a mail, and what an agent typed stays whatever mails say', async () => {
  const { projectId, meet, find, change } = await knownCustomers(own.db);
  const { id, conversationId } = await meet(EMAIL);
  const about = { projectId, conversationId };
  await mailFrom('Ingrid S.', about);
  expect(await find(id)).toMatchObject({ name: 'Ingrid S.', nameFrom: 'learned' });
  await change(id, { field: 'name', value: 'Ingrid Solberg' });
  await mailFrom('Somebody else', about);
  await keepCustomer(own.db, { projectId, email: EMAIL, name: 'A third' });
  expect(await find(id)).toMatchObject({ name: 'Ingrid Solberg', nameFrom: 'agent' });
});

it('a name that an agent took away is learned again', async () => {
  const { projectId, meet, find, change } = await knownCustomers(own.db);
  const { id, conversationId } = await meet(EMAIL);
  await change(id, { field: 'name', value: 'Wrong' });
  await change(id, { field: 'name', value: null });
  expect(await find(id)).toMatchObject({ name: null, nameFrom: null });
  await mailFrom('Ingrid S.', { projectId, conversationId });
  expect(await find(id)).toMatchObject({ name: 'Ingrid S.', nameFrom: 'learned' });
});

it('a new name is told to whoever looks at a conversation of theirs', async () => {
  const { meet, change } = await knownCustomers(own.db);
  const { id, conversationId } = await meet(EMAIL);
  const { revision } = await rowOf(own.db, conversationId);
  await change(id, { field: 'name', value: 'Ingrid' });
  expect((await rowOf(own.db, conversationId)).revision).toBe(revision + 1);
});

it('names that change while their conversations are recorded hold nobody up', async () => {
  const { projectId, meet, change } = await knownCustomers(own.db);
  const { id, conversationId } = await meet(EMAIL);
  const email = storedMail({ projectId, conversationId, fromEmail: EMAIL });
  await own.db.insert(inboundEmails).values(email);
  const spoken = { author: { by: 'customer' as const }, channel: 'email' as const, text: '' };
  const record = () => {
    const entry = said({ ...spoken, id: newId('msg'), at: '2026-01-01T12:00:00.000Z', emailId: email.id });
    // With files it is recorded step by step, and its customer kept after its conversation.
    const batch = { ...emptyBatch({ projectId, conversationId }), entries: [{ ...entry, attachments: [] }] };
    return recordBatch(own.db, { ...batch, customerEmail: EMAIL }, mailIdentity);
  };
  const all = Array.from({ length: 12 }, (_, n) => [
    change(id, { field: 'company', value: `Company ${n}` }),
    record(),
  ]);
  expect((await Promise.allSettled(all.flat())).filter(({ status }) => status === 'rejected')).toEqual([]);
});

const plan: Attribute = { id: newId('atr'), key: 'plan', label: 'Plan', type: 'text', choices: [] };

it('attributes keep their order, their key and their type, and go with their values', async () => {
  const { projectId, meet, find, change } = await knownCustomers(own.db);
  const orders: Attribute = { ...plan, id: newId('atr'), key: 'orders', label: 'Orders', type: 'number' };
  const save = (attributes: Attribute[]) =>
    own.db.transaction((tx) => saveAttributes(tx, { projectId, attributes }));
  expect(await save([plan, orders])).toEqual([]);
  const { id } = await meet(EMAIL);
  await change(id, { field: 'attribute', key: 'plan', value: 'Gold' });
  await change(id, { field: 'attribute', key: 'orders', value: 3 });
  await save([{ ...orders, label: 'Orders so far', key: 'other', type: 'text' }, plan]);
  expect(await listAttributes(own.db, projectId)).toEqual([{ ...orders, label: 'Orders so far' }, plan]);
  await save([orders]);
  expect((await find(id))?.attributes).toEqual({ orders: 3 });
});

it('nobody changes an attribute of another project', async () => {
  const here = await knownCustomers(own.db);
  const there = await knownCustomers(own.db);
  const theirs = { ...plan, id: newId('atr') };
  await saveAttributes(own.db, { projectId: there.projectId, attributes: [theirs] });
  const mine = { projectId: here.projectId, attributes: [{ ...theirs, label: 'Mine' }] };
  expect(await own.db.transaction((tx) => saveAttributes(tx, mine))).toBeNull();
  expect(await listAttributes(own.db, there.projectId)).toEqual([theirs]);
});

it('files are found, of the chat and of mails, and when somebody was here first and last', async () => {
  const { projectId, meet, wrote, find } = await knownCustomers(own.db);
  const { id, conversationId } = await meet(EMAIL);
  const newest = await wrote(id);
  const email = storedMail({ projectId, conversationId });
  await own.db.insert(inboundEmails).values(email);
  const messageId = await insertMessage(own.db, { projectId, conversationId: newest, seq: 2 });
  await uploadedFile(own.db, { projectId, conversationId: newest, messageId, name: 'invoice.pdf' });
  await uploadedFile(own.db, { projectId, emailId: email.id, name: 'torn shade.jpg' });
  await uploadedFile(own.db, { projectId, emailId: email.id, name: 'logo.png', inline: true });
  await uploadedFile(own.db, { projectId, conversationId: newest, name: 'not sent.pdf' });
  const found = await find(id);
  expect(found?.files.map(({ name, conversationId: where }) => [name, where]).sort()).toEqual([
    ['invoice.pdf', newest],
    ['torn shade.jpg', conversationId],
  ]);
  expect(found?.conversations.map((each) => each.id)).toEqual([newest, conversationId]);
  expect(found?.lastSeenAt).toBe(new Date(Date.UTC(2026, 0, 1, 12, 2)).toISOString());
});
