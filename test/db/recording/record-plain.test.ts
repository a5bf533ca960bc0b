import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { setWatching } from '../../../db/conversation/watches.ts';
import { recordBatch } from '../../../db/recording/record.ts';
import { agents, customers, inboundEmails } from '../../../db/schema/schema.ts';
import type { Batch } from '../../../domain/conversation/batch.ts';
import { happened, noted, said } from '../../../domain/conversation/entries.ts';
import { newId, type AgentId, type EmailId } from '../../../domain/ids.ts';
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
const at = '2026-01-02T08:00:00.000Z';
const id = () => newId('msg');
type Lists =
  'entries' | 'deliveryEvents' | 'arriving' | 'requestedDeliveries' | 'refusedAgentMails' | 'retried';
const says = (author: Author, text: string) => said({ id: id(), author, channel: 'widget', text, at });

/** Everything that a step may say of where a conversation stands: a new field does not compile until it stands here. */
const STANDING: Required<Omit<Batch, Lists | 'conversationId' | 'projectId'>> = {
  standing: {
    ...{ status: 'closed', handler: { by: 'agent', agentId: null }, assignee: null },
    escalation: { cause: 'assistant', reason: 'It did not know.', at },
  },
  customerEmail: null,
  draftId: newId('dft'),
  abandonedDraftId: null,
  merged: {
    ...{ into: newId('cnv'), move: id(), before: 'open' },
    ...{ unanswered: false, active: false, bySplitUndo: false },
  },
  notices: 0,
  outgoing: { held: [], awaitingRead: [] },
  chatOnly: true,
  triage: { tags: [newId('tag')], priority: 'high', snoozedUntil: at, spam: true },
  escalatedAgain: true,
};

/** Steps of one conversation, as its workflow would write them one after the other. */
const LIVES: Record<string, (agentId: AgentId) => Partial<Batch>[]> = {
  'a question, its draft and what follows': () => [
    { entries: [says(customer, 'How do I pair it?')], draftId: newId('dft') },
    { entries: [says(customer, 'It is the blue one.')], draftId: newId('dft') },
    { draftId: null },
  ],
  'an escalation, a note and a reply': (agentId) => [
    {
      entries: [
        says(customer, 'A person, please'),
        happened({
          id: id(),
          author: customer,
          event: { kind: 'escalated', cause: 'visitor', reason: 'Asked for one.' },
          at,
        }),
      ],
      standing: {
        ...{ status: 'open', handler: { by: 'agent', agentId: null }, assignee: null },
        escalation: { cause: 'visitor', reason: 'Asked for one.', at },
      },
    },
    {
      entries: [noted({ id: id(), author: { by: 'agent', agentId }, text: 'Known fault.', at })],
      standing: { status: 'open', handler: { by: 'agent', agentId }, assignee: agentId, escalation: null },
    },
    {
      entries: [{ ...says({ by: 'agent', agentId }, 'Try it off and on.'), cc: ['kim@example.org'] }],
      standing: { status: 'waiting', handler: { by: 'agent', agentId }, assignee: agentId, escalation: null },
      chatOnly: true,
    },
  ],
  'everything that says where it stands': () => [{ ...STANDING, entries: [says(customer, 'Hello?')] }, {}],
  'words that Postgres cannot hold': () => [
    { entries: [says(customer, 'NUL \u0000 and half \ud83d of one')] },
  ],
  'an agent who speaks first': (agentId) => [
    { entries: [says({ by: 'agent', agentId }, 'Can I help?')] },
    {
      entries: [
        says(customer, 'Yes: my order 4711 is late. When will it come?'),
        says({ by: 'agent', agentId }, 'Soon.'),
      ],
    },
  ],
};

/** What was said by mail lies with the mail. */
const wrote = (author: Author, emailId: EmailId) => ({
  ...said({ id: id(), author, channel: 'email', text: '', at }),
  emailId,
});

const KIM = 'kim@example.org';

/** The same for Kim's conversation, to which two mails of theirs have come. */
const BY_MAIL: Record<string, (mails: [EmailId, EmailId]) => Partial<Batch>[]> = {
  'mails of the customer': ([first, second]) => [
    { entries: [wrote(customer, first)], customerEmail: KIM },
    { entries: [says({ by: 'assistant' }, 'Press the button.')], customerEmail: KIM },
    { entries: [wrote(customer, second), says(customer, 'And in the chat.')], customerEmail: KIM },
  ],
  'a mail of somebody else': ([first, second]) => [
    { entries: [wrote({ by: 'other', email: 'lee@example.org', name: 'Lee' }, first)], customerEmail: KIM },
    { entries: [wrote(customer, second)], customerEmail: KIM },
    { entries: [wrote({ by: 'other', email: 'lee@example.org', name: 'Lee' }, first)], customerEmail: KIM },
  ],
};

/** Whatever differs from one conversation to the next by itself. */
const bare = ({ ...row }: Record<string, unknown>) => {
  for (const key of ['id', 'conversationId', 'createdAt', 'waitingSince']) delete row[key];
  return { ...row, draftId: row['draftId'] !== null };
};

it.for(Object.entries(LIVES))('%s: one statement writes what many would', async ([, life]) => {
  const { db } = own;
  const { projectId, agentId } = await seedConversation(db);
  const written = [];
  // Naming something to settle sends a batch the long way, and changes nothing.
  for (const retried of [[], ['nothing that waits']]) {
    const conversationId = await anotherConversation(db, { projectId });
    const results = [];
    for (const step of life(agentId)) {
      results.push(
        await recordBatch(
          db,
          { ...emptyBatch({ conversationId, projectId }), ...step, retried },
          mailIdentity,
        ),
      );
    }
    const rows = await rowsOf(db, conversationId);
    written.push({ results, row: bare(await rowOf(db, conversationId)), rows: rows.map(bare) });
  }
  expect(written[0]).toEqual(written[1]);
});

it.for(Object.entries(BY_MAIL))('%s: one statement writes what many would', async ([, life]) => {
  const { db } = own;
  const written = [];
  for (const retried of [[], ['nothing that waits']]) {
    const { projectId, conversationId, customerId } = await seedConversation(db);
    const mails = ['Kim', 'Kim Doe'].map((fromName, n) =>
      storedMail({ projectId, conversationId, fromName, replyText: `The ${n + 1}. mail. `.repeat(20) }),
    );
    for (const mail of mails) await db.insert(inboundEmails).values(mail);
    const [first, second] = mails.map(({ id }) => id) as [EmailId, EmailId];
    const results = [];
    const names = [];
    for (const step of life([first, second])) {
      const batch = { ...emptyBatch({ conversationId, projectId }), ...step, retried };
      results.push(await recordBatch(db, batch, mailIdentity));
      names.push((await db.select().from(customers).where(eq(customers.id, customerId)))[0]?.name);
    }
    const rows = (await rowsOf(db, conversationId)).map((row) => ({
      ...bare(row),
      projectId: null,
      emailId: mails.findIndex(({ id }) => id === row.emailId),
    }));
    const row = { ...bare(await rowOf(db, conversationId)), projectId: null, customerId: null };
    written.push({ results, names, row, rows });
  }
  expect(written[0]).toEqual(written[1]);
});

it('says whether anybody wants to hear of it: who is responsible, or watches, and takes mail', async () => {
  const { db } = own;
  const { projectId, agentId, conversationId } = await seedConversation(db);
  const heard = async (assignee: AgentId | null, retried: string[]) => {
    const standing = { status: 'open' as const, handler: { by: 'agent' as const, agentId }, assignee };
    const step = {
      entries: [says(customer, 'Hello?')],
      standing: { ...standing, escalation: null },
      retried,
    };
    const batch = { ...emptyBatch({ conversationId, projectId }), ...step };
    return (await recordBatch(db, batch, mailIdentity))?.isListenedTo;
  };
  for (const retried of [[], ['nothing that waits']]) {
    expect(await heard(null, retried)).toBe(false);
    expect(await heard(agentId, retried)).toBe(true);
    await setWatching(db, { projectId, conversationId, agentId, watching: true });
    expect(await heard(null, retried)).toBe(true);
    await db.update(agents).set({ notifyByMail: 'off' });
    expect(await heard(agentId, retried)).toBe(false);
    await db.update(agents).set({ notifyByMail: 'always' });
    await setWatching(db, { projectId, conversationId, agentId, watching: false });
  }
});
