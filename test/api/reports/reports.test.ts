import { afterAll, beforeAll, expect, it } from 'vitest';
import { memberships, projects } from '../../../db/schema/schema.ts';
import { eq } from 'drizzle-orm';
import { newId, type ConversationId } from '../../../domain/ids.ts';
import { saying, startMailing, transcriptOf } from '../../support/mail/mail-conversation.ts';
import { mailTo, postMail } from '../../support/mail/post-mail.ts';
import { agentClient, signIn, type AgentClient } from '../../support/people/agent-client.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { eventually } from '../../support/eventually.ts';
import type { Product } from '../../support/stack/product.ts';

let product: Product;
let agent: AgentClient;

beforeAll(async () => {
  product = await startMailing({ undoSeconds: 0 }, { assistant: saying('Run npm start.') });
  agent = await signIn(product);
});
afterAll(() => product?.[Symbol.asyncDispose]());

/** Whatever the hour, one of these days is today in the project's zone. */
const days = () => {
  const day = (ms: number) => new Date(Date.now() + ms).toISOString().slice(0, 10);
  return { from: day(-86_400_000), to: day(86_400_000) };
};
const about = () => ({ projectId: product.project.id, days: days(), clock: 'always' as const });

const until = (what: string, id: ConversationId, kind: string) =>
  eventually(what, async () =>
    (await transcriptOf(product, id)).some(({ event, author }) => event?.kind === kind || author.by === kind),
  );
const close = async (conversationId: ConversationId) => {
  await agent.conversations.close.mutate({ conversationId, id: newId('msg') });
  await until('the closing', conversationId, 'closed');
};
const reply = async (conversationId: ConversationId) => {
  const seenSeq = (await transcriptOf(product, conversationId)).at(-1)?.seq ?? 0;
  await agent.conversations.reply.mutate({ conversationId, id: newId('msg'), text: 'Hello', seenSeq });
  await until('the reply', conversationId, 'agent');
};

it('counts what was played through the product as a hand counts it', async () => {
  const [alone, handed, open] = [
    await beginVisit(product),
    await beginVisit(product),
    await beginVisit(product),
  ];
  for (const visit of [alone, handed, open]) {
    await visit.say('How do I start it?');
    await until('the answer', visit.conversationId, 'assistant');
  }
  await close(alone.conversationId);
  const rating = { id: newId('msg'), score: 'good', comment: '=1+1' } as const;
  await alone.visitor.rate.mutate({ conversationId: alone.conversationId, ...rating });
  await until('the rating', alone.conversationId, 'rated');
  await handed.askForPerson();
  await until('the escalation', handed.conversationId, 'escalated');
  await reply(handed.conversationId);
  await close(handed.conversationId);
  await postMail(product, mailTo('support@example.test', { text: 'Where is it?', from: 'kim@example.org' }));
  await eventually('the mail', async () => (await agent.reports.read.query(about())).now.begun === 4);

  const report = await eventually('the mail’s escalation', async () => {
    const read = await agent.reports.read.query(about());
    return read.now.escalated === 2 && read;
  });
  expect(report.now).toMatchObject({
    ...{ begun: 4, answered: 1, closed: 2, alone: 2, escalated: 2 },
    ...{ rated: 1, good: 1, okay: 0, bad: 0 },
  });
  expect(report.byChannel.map(({ channel, begun }) => [channel, begun])).toEqual([
    ['email', 1],
    ['widget', 3],
  ]);
  expect(report.byAgent.map(({ name, begun }) => [name, begun])).toEqual([
    ['Ana', 1],
    [null, 3],
  ]);
  expect(report.byCause.toSorted((one, other) => (one.cause < other.cause ? -1 : 1))).toEqual([
    { cause: 'email', escalated: 1 },
    { cause: 'visitor', escalated: 1 },
  ]);
  expect(report.byHour.reduce((sum, { begun }) => sum + begun, 0)).toBe(4);

  const behind = await agent.reports.conversations.query({ ...about(), part: { count: 'rated' }, skip: 0 });
  expect(behind).toMatchObject({
    more: false,
    conversations: [{ id: alone.conversationId, score: 'good', comment: '=1+1', firstResponse: null }],
  });
  for (const [count, expected] of Object.entries(report.now).filter(
    ([, value]) => typeof value === 'number',
  )) {
    const part = { count: count as 'begun' };
    const { conversations } = await agent.reports.conversations.query({ ...about(), part, skip: 0 });
    expect([count, conversations.length]).toEqual([count, expected]);
  }
});

it('is for the project’s own team, whatever their role, and for nobody else', async () => {
  const { db } = product.database;
  const foreign = await seedConversation(db);
  const strange = { ...about(), projectId: foreign.projectId };
  const part = { count: 'begun' } as const;
  await expect(agent.reports.read.query(strange)).rejects.toThrow();
  await expect(agent.reports.conversations.query({ ...strange, part, skip: 0 })).rejects.toThrow();
  await expect(agentClient(product.url, '').reports.read.query(about())).rejects.toThrow();
  await db.update(memberships).set({ role: 'agent' }).where(eq(memberships.agentId, product.agentId));
  await agent.reports.read.query(about());
  await db.update(memberships).set({ role: 'owner' }).where(eq(memberships.agentId, product.agentId));
});

it('says what is wrong with days that are none, too many, or the wrong way round', async () => {
  const read = (from: string, to: string) => agent.reports.read.query({ ...about(), days: { from, to } });
  await expect(read('2026-02-30', '2026-03-01')).rejects.toThrow(/not right/);
  await expect(read('2026-03-02', '2026-03-01')).rejects.toThrow(/before the first/);
  await expect(read('2020-01-01', '2026-01-01')).rejects.toThrow(/two years/);
  await expect(read('0001-01-01', '0001-01-02')).rejects.toThrow(/centuries/);
});

it('tells which zone it counts in, and whether there are hours to count in', async () => {
  expect(await agent.reports.read.query(about())).toMatchObject({ timeZone: 'UTC', hasHours: false });
  const nobody = {
    monday: [],
    tuesday: [],
    wednesday: [],
    thursday: [],
    friday: [],
    saturday: [],
    sunday: [],
  };
  const businessHours = { timeZone: 'Asia/Tokyo', week: nobody, holidays: [] };
  await product.database.db.update(projects).set({ businessHours });
  const report = await agent.reports.read.query({ ...about(), clock: 'business' });
  expect(report).toMatchObject({
    timeZone: 'Asia/Tokyo',
    hasHours: true,
    now: { firstResponse: { median: 0 } },
  });
});
