import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countLanes, markRead } from '../../../db/inbox/inbox.ts';
import { listConversations } from '../../../db/inbox/list-conversations.ts';
import { memberships, mentions, noticeSettings, quietTimes } from '../../../db/schema/schema.ts';
import { newId, type AgentId } from '../../../domain/ids.ts';
import type { AgentTranscriptUpdate, VisitorTranscriptUpdate } from '../../../domain/inbox/views.ts';
import { eventually } from '../../support/eventually.ts';
import { cookieOf, signIn } from '../../support/people/agent-client.ts';
import { startTeam, type HearingTeam } from '../../support/people/hearing-team.ts';
import { keepHistory } from '../../support/people/histories.ts';
import { newAgent } from '../../support/people/new-agent.ts';
import { followUpdates } from '../../support/streams/follow-updates.ts';

let team: HearingTeam;
let ben: Awaited<ReturnType<typeof newAgent>>;
let ana: Awaited<ReturnType<typeof signIn>>;

beforeAll(async () => {
  team = await startTeam({ escalationMs: 600_000, delayMs: 600_000, escalatesAgain: false });
  ben = await newAgent(team.product, 'ben@example.com');
  ana = await signIn(team.product);
  await team.visit.say('Where is my order?');
  await eventually('the conversation', async () => (await team.state()).lastSeq > 0);
});
afterAll(() => team?.[Symbol.asyncDispose]());

const note = (text: string, ids?: AgentId[]) => {
  const { conversationId } = team.visit;
  const id = newId('msg');
  return ana.conversations.addNote.mutate({ conversationId, id, text, ...(ids && { mentions: ids }) });
};
const mailsTo = (email: string) =>
  team.product.mailbox.ledger().filter((mail) => JSON.stringify(mail).includes(email));
const inLane = async (agentId: AgentId) => {
  const query = { projectId: team.product.project.id, agentId };
  const rows = await listConversations(team.db, { ...query, lane: 'mentions', before: null });
  return { rows: rows.map(({ id }) => id), unread: (await countLanes(team.db, query)).mentions };
};

it('tells whom a note mentions at once, also who wants to hear of nothing, and nobody else', async () => {
  const { project } = team.product;
  await team.db
    .insert(noticeSettings)
    .values({ projectId: project.id, agentId: ben.id, hears: false, mail: true });
  await note('@Ben can you look at the parcel?', [ben.id]);
  const mail = await eventually('the mail', () => mailsTo('ben@example.com')[0]);
  expect(mail.text).toContain('Ana mentioned you in a note. Read it in the inbox.');
  expect(mail.text).not.toContain('parcel');
  expect(mail.text).not.toContain('Nobody has taken this');
  await eventually('the end', async () => (await team.state()).teamNotice.due.length === 0);
  expect(mailsTo('ana@example.com')).toEqual([]);
  expect(mailsTo('ben@example.com')).toHaveLength(1);
  await keepHistory(team.product, team.visit.conversationId, 'a note that mentions a colleague');
});

it('stands in their lane until they say something, and counts until they have read it', async () => {
  const { conversationId } = team.visit;
  expect(await inLane(ben.id)).toEqual({ rows: [conversationId], unread: 1 });
  expect(await inLane(team.product.agentId)).toEqual({ rows: [], unread: 0 });
  const read = { projectId: team.product.project.id, conversationId, agentId: ben.id, seq: 1_000 };
  await markRead(team.db, read);
  expect(await inLane(ben.id)).toEqual({ rows: [conversationId], unread: 0 });
  const as = { agentId: ben.id };
  await team.product.gateway.agent.update(
    'addNote',
    conversationId,
    { id: newId('msg'), text: 'It is on its way.' },
    as,
  );
  await eventually('the empty lane', async () => (await inLane(ben.id)).rows.length === 0);
});

it('is in the note for the team, and in nothing that the visitor gets', async () => {
  const { conversationId, token } = team.visit;
  const cookie = await cookieOf(team.product);
  const input = { conversationId };
  const { url } = team.product;
  using agent = await followUpdates<AgentTranscriptUpdate>(url, 'conversations.transcriptEvents', {
    ...{ input, headers: { cookie } },
  });
  using visitor = await followUpdates<VisitorTranscriptUpdate>(url, 'visitor.events', {
    ...{ input, headers: { authorization: `Bearer ${token}` } },
  });
  await note('Once more, @Ben', [ben.id, ben.id]);
  await eventually('the note', () =>
    agent.updates.some(
      (each) => each.type === 'changed' && each.messages.some(({ mentions: [first] }) => first === ben.id),
    ),
  );
  await eventually('the same change', () => visitor.updates.length >= 2);
  expect(JSON.stringify(visitor.updates)).not.toMatch(/mention|@Ben|agt_/);
});

it('is refused of somebody who is not on the team, and goes when they leave it', async () => {
  await expect(note('@Nobody', [newId('agt')])).rejects.toMatchObject({ data: { refusal: 'not_a_member' } });
  const carol = await newAgent(team.product, 'carol@example.com');
  await note('@Carol', [carol.id]);
  await eventually('the lane', async () => (await inLane(carol.id)).rows.length === 1);
  await team.db.delete(memberships).where(eq(memberships.agentId, carol.id));
  expect(await team.db.select().from(mentions).where(eq(mentions.agentId, carol.id))).toEqual([]);
});

it('waits for quiet hours to end, which holds nothing else up', async () => {
  const dora = await newAgent(team.product, 'dora@example.com');
  const hour = (by: number) => new Date(Date.now() + by * 3_600_000).toISOString().slice(11, 16);
  await team.db
    .insert(quietTimes)
    .values({ agentId: dora.id, from: hour(-1), until: hour(1), timeZone: 'UTC' });
  const erin = await newAgent(team.product, 'erin@example.com');
  await note('@Dora and @Erin', [dora.id, erin.id]);
  await eventually('one mail', () => mailsTo('erin@example.com').length === 1);
  expect(mailsTo('dora@example.com')).toEqual([]);
  expect((await team.state()).teamNotice.due).toHaveLength(1);
  expect(await inLane(dora.id)).toMatchObject({ unread: 1 });
});
