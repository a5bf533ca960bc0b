import { expect, it } from 'vitest';
import { recordBatch } from '../../../db/recording/record.ts';
import { inboundEmails } from '../../../db/schema/schema.ts';
import type { Batch } from '../../../domain/conversation/batch.ts';
import { happened, said } from '../../../domain/conversation/entries.ts';
import type { Entry } from '../../../domain/conversation/entry.ts';
import { newId, type ProjectId } from '../../../domain/ids.ts';
import type { Author } from '../../../domain/message.ts';
import { mailIdentity } from '../../support/mail/mail-identity.ts';
import { storedMail } from '../../support/mail/stored-mail.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { emptyBatch } from '../../support/rows/empty-batch.ts';
import { rowOf, rowsOf } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();
const customer: Author = { by: 'customer' };
const ana: Author = { by: 'agent', agentId: newId('agt') };
const TEAM = {
  status: 'open',
  handler: { by: 'agent', agentId: null },
  assignee: null,
  escalation: null,
} as const;

const says = (author: Author, text: string, parts: Partial<Entry> = {}) =>
  said({ id: newId('msg'), author, channel: 'widget', text, at: '2026-01-01T12:00:00.000Z', ...parts });

/** A conversation that begins empty, and steps of it. */
async function begin(projectId?: ProjectId) {
  const { db } = own;
  const project = projectId ?? (await seedConversation(db)).projectId;
  const conversationId = await anotherConversation(db, { projectId: project });
  const about = { conversationId, projectId: project };
  const step = async (parts: Partial<Batch>) => {
    await recordBatch(db, { ...emptyBatch(about), ...parts }, mailIdentity);
    return rowOf(db, conversationId);
  };
  return { ...about, step };
}

it('the list shows the customer’s last words, whatever was said to them since', async () => {
  const { step } = await begin();
  expect((await step({ entries: [says(ana, 'Can I help?')] })).preview).toBe('');
  const asked = await step({ entries: [says(customer, 'It is broken.'), says(ana, 'Try it off and on.')] });
  expect(asked.preview).toBe('It is broken.');
  expect((await step({ entries: [says(ana, 'And?')] })).preview).toBe('It is broken.');
});

it('the newest word, by whomever, says how recent a conversation is; an event does not', async () => {
  const { step } = await begin();
  await step({ entries: [says(ana, 'Any news?', { at: '2026-01-02T08:00:00.000Z' })] });
  const event = { kind: 'emailGiven' } as const;
  const at = '2026-01-03T08:00:00.000Z';
  const row = await step({ entries: [happened({ id: newId('msg'), author: customer, event, at })] });
  expect(row.lastMessageAt.toISOString()).toBe('2026-01-02T08:00:00.000Z');
});

it('the first question names a conversation, and no later one renames it', async () => {
  const { step } = await begin();
  expect((await step({ entries: [says(customer, 'Hello')] })).subject).toBe('');
  expect((await step({ entries: [says(customer, 'How do I reset my router?')] })).subject).toBe(
    'How do I reset my router?',
  );
  expect((await step({ entries: [says(customer, 'What does it cost?')] })).subject).toBe(
    'How do I reset my router?',
  );
});

it('a customer waits for a person from the first step on that needs one, until one has answered', async () => {
  const { step } = await begin();
  expect((await step({ entries: [says(customer, 'Help!')] })).waitingSince).toBeNull();
  const { waitingSince } = await step({ standing: TEAM });
  expect(waitingSince).toBeInstanceOf(Date);
  expect((await step({ standing: TEAM, entries: [says(customer, 'Hello?')] })).waitingSince).toEqual(
    waitingSince,
  );
  expect((await step({ standing: { ...TEAM, status: 'waiting' } })).waitingSince).toBeNull();
});

it('a mail’s words are taken from where the mail is kept', async () => {
  const { projectId, conversationId, step } = await begin();
  const email = storedMail({ projectId, conversationId, replyText: 'Mine is blue.' });
  await own.db.insert(inboundEmails).values(email);
  const row = await step({ entries: [says(customer, '', { channel: 'email', emailId: email.id })] });
  expect(row.preview).toBe('Mine is blue.');
  expect(await rowsOf(own.db, conversationId)).toMatchObject([{ text: 'Mine is blue.', channel: 'email' }]);
});

it('the list shows as escalated again only what still is', async () => {
  const { step } = await begin();
  expect((await step({ standing: TEAM, escalatedAgain: true })).escalatedAgain).toBe(true);
  expect((await step({ standing: { ...TEAM, status: 'closed' } })).escalatedAgain).toBe(false);
});
