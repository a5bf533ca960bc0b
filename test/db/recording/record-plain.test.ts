import { expect, it } from 'vitest';
import { recordBatch } from '../../../db/recording/record.ts';
import type { Batch } from '../../../domain/conversation/batch.ts';
import { happened, noted, said } from '../../../domain/conversation/entries.ts';
import { newId, type AgentId } from '../../../domain/ids.ts';
import type { Author } from '../../../domain/message.ts';
import { mailIdentity } from '../../support/mail/mail-identity.ts';
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
