import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listParked } from '../../db/conversation/parked.ts';
import { parkedEntries } from '../../db/schema/schema.ts';
import { SEARCH_ATTRIBUTES } from '../../domain/search-attributes.ts';
import { workflowIdOf } from '../../domain/conversation/conversation-start.ts';
import { newId, type ConversationId } from '../../domain/ids.ts';
import { signIn, type AgentClient } from '../support/people/agent-client.ts';
import { eventually } from '../support/eventually.ts';
import { mailedReply, saying, startMailing, transcriptOf } from '../support/mail/mail-conversation.ts';
import type { Product } from '../support/stack/product.ts';
import { refuseMessages } from '../support/postgres/refusing-database.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { keepHistory } from '../support/people/histories.ts';

const REFUSED = 'unrecordable';

let product: Product;
let agent: AgentClient;
let refusing: Awaited<ReturnType<typeof refuseMessages>>;

beforeAll(async () => {
  product = await startMailing(
    {},
    { assistant: saying('Hello.', { outcome: 'escalate', reason: 'Asked.' }) },
  );
  agent = await signIn(product);
  refusing = await refuseMessages(product.database.db, { word: REFUSED });
});
afterAll(() => product?.[Symbol.asyncDispose]());

const textsOf = async (id: ConversationId) =>
  (await transcriptOf(product, id)).filter(({ kind }) => kind !== 'event').map(({ text }) => text);
const recorded = (id: ConversationId, words: string) =>
  eventually(words, async () => (await textsOf(id)).includes(words));
const parkedIn = (id: ConversationId) =>
  eventually('a parked entry', async () => (await listParked(product.database.db, id))[0]);
const settled = (id: `prk_${string}`, state: 'recorded' | 'skipped') =>
  eventually(state, async () => {
    const [row] = await product.database.db.select().from(parkedEntries).where(eq(parkedEntries.id, id));
    return row?.state === state;
  });

it('what the database refuses for good is kept apart, and everything before and after it is recorded', async () => {
  const { conversationId, say } = await beginVisit(product);
  await Promise.all([say('First.'), say(`An ${REFUSED} line.`)]);
  await say('Last.');
  await recorded(conversationId, 'First.');
  await recorded(conversationId, 'Last.');
  const parked = await parkedIn(conversationId);
  expect(parked).toMatchObject({ author: 'customer', text: `An ${REFUSED} line.` });
  expect(parked.error).toBe('this message is refused (P0001)');
  expect(await textsOf(conversationId)).not.toContain(parked.text);
  await keepHistory(product, conversationId, 'a refused message kept apart');
});

it('setting something apart waits in no queue: a flood of refused words holds up nobody', async () => {
  const { conversationId, say } = await beginVisit(product);
  await say(`Another ${REFUSED} line.`);
  await parkedIn(conversationId);
  const { events = [] } = await product.client.workflow
    .getHandle(workflowIdOf(conversationId))
    .fetchHistory();
  expect(
    events?.flatMap((event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? []),
  ).toEqual([]);
});

it('a conversation with something parked stands in its lane and in Temporal until it is settled', async () => {
  const { conversationId, say } = await beginVisit(product);
  await say(`Nothing but an ${REFUSED} line.`);
  const parked = await parkedIn(conversationId);
  const { id: projectId } = product.project;
  const lane = async () =>
    (await agent.conversations.list.query({ projectId, lane: 'parked' })).some(
      ({ id }) => id === conversationId,
    );
  expect(await lane()).toBe(true);
  const attribute = async () => {
    const { searchAttributes } = await product.client.workflow
      .getHandle(workflowIdOf(conversationId))
      .describe();
    return searchAttributes[SEARCH_ATTRIBUTES.parked]?.[0];
  };
  await eventually('the search attribute', async () => (await attribute()) === 'yes');
  await agent.conversations.skipParked.mutate({ conversationId, id: newId('msg'), parkedId: parked.id });
  await settled(parked.id, 'skipped');
  await eventually('the lane without it', async () => !(await lane()));
  await eventually('no search attribute', async () => (await attribute()) === undefined);
  await keepHistory(product, conversationId, 'a parked message left out');
});

it('an edited entry is recorded with its new words, and a retried one is parked again while it is refused', async () => {
  const { conversationId, say } = await beginVisit(product);
  await say(`Some ${REFUSED} words.`);
  const { id: parkedId } = await parkedIn(conversationId);
  const again = { conversationId, parkedId };
  await agent.conversations.retryParked.mutate({ ...again, id: newId('msg') });
  await eventually('a second refusal', async () => {
    const [row] = await product.database.db
      .select()
      .from(parkedEntries)
      .where(eq(parkedEntries.id, parkedId));
    return row?.state === 'waiting' && row.attempts === 2;
  });
  await agent.conversations.retryParked.mutate({ ...again, id: newId('msg'), text: 'Some better words.' });
  await recorded(conversationId, 'Some better words.');
  await settled(parkedId, 'recorded');
  await keepHistory(product, conversationId, 'a parked message with other words');
});

it('a parked reply is mailed once it is recorded', async () => {
  const { conversationId } = await mailedReply(product, 'dora@example.org');
  const seenSeq = (await transcriptOf(product, conversationId)).at(-1)!.seq;
  const text = `An ${REFUSED} answer.`;
  const mails = () => product.mailbox.ledger().filter(({ to }) => to.includes('dora@example.org')).length;
  const before = mails();
  const reply = { id: newId('msg'), text, seenSeq };
  await product.gateway.agent.update('reply', conversationId, reply, { agentId: product.agentId });
  const parked = await parkedIn(conversationId);
  expect(mails()).toBe(before);
  await refusing.stop();
  await agent.conversations.retryParked.mutate({ conversationId, id: newId('msg'), parkedId: parked.id });
  await recorded(conversationId, text);
  await eventually('its mail', () => mails() === before + 1);
  refusing = await refuseMessages(product.database.db, { word: REFUSED });
  await keepHistory(product, conversationId, 'a parked reply mailed later');
});
