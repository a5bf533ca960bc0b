import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMember, ensureFirstProject } from '../../../db/project/projects.ts';
import { listProjectsUnread } from '../../../db/inbox/unread-by-project.ts';
import { countLanes } from '../../../db/inbox/inbox.ts';
import { listConversations } from '../../../db/inbox/list-conversations.ts';
import type { Cursor } from '../../../db/inbox/sorts.ts';
import { countQuarantine } from '../../../db/mail/inbound/quarantine.ts';
import * as schema from '../../../db/schema/schema.ts';
import { newId, type AgentId, type ProjectId } from '../../../domain/ids.ts';
import { INBOX_LANES } from '../../../domain/inbox/views.ts';
import { createTestDatabase, type TestDatabase } from '../../support/stack/database.ts';
import { seedManyConversations } from '../../support/rows/many-conversations.ts';

const COUNT = 50_000;
/** Tables that hold fifty thousand rows here; reading a small one from end to end is right. */
const LARGE = ['conversations', 'customers', 'messages', 'reads', 'inbound_emails'];
const agentId: AgentId = newId('agt');

let database: TestDatabase;
let pool: pg.Pool;
let projectId: ProjectId;
/** What was asked of Postgres since it was last emptied. */
let asked: { query: string; params: unknown[] }[] = [];
let db: ReturnType<typeof connect>;

const connect = () =>
  drizzle(pool, {
    schema,
    casing: 'snake_case',
    logger: { logQuery: (query, params) => void asked.push({ query, params }) },
  });

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  db = connect();
  ({ id: projectId } = await ensureFirstProject(db, 'support@example.test'));
  await db.insert(schema.agents).values({ id: agentId, name: 'Ana', email: 'ana@example.com' });
  await addMember(db, { projectId, agentId, role: 'agent' });
  await seedManyConversations(db, { projectId, agentId, count: COUNT });
});
afterAll(async () => {
  await pool?.end();
  await database?.[Symbol.asyncDispose]();
});

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** How Postgres finds what a question asks for: tables it reads from end to end, and indexes it uses. */
async function planOf(question: () => Promise<unknown>) {
  asked = [];
  await question();
  const nodes: Plan[] = [];
  for (const { query, params } of [...asked]) {
    const explained = await pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (format json) ${query}`,
      params,
    );
    const [{ Plan: plan }] = explained.rows[0]!['QUERY PLAN'];
    nodes.push(...nodesOf(plan));
  }
  const read = nodes.filter((node) => node['Node Type'] === 'Seq Scan');
  return {
    readWhole: read.flatMap((node) => LARGE.filter((name) => name === node['Relation Name'])),
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
    sorts: nodes.some((node) => node['Node Type'] === 'Sort'),
  };
}

describe('with fifty thousand conversations', () => {
  const before = { escalatedAgain: false, lastMessageAt: new Date().toISOString(), id: newId('cnv') };

  /** What is parked, or mentions somebody, is found by its own, small table. */
  const lanes = INBOX_LANES.filter((lane) => lane !== 'parked' && lane !== 'mentions');

  it.each(lanes)('the lane %s reads a page, and not every conversation', async (lane) => {
    for (const cursor of [null, before]) {
      const plan = await planOf(() => listConversations(db, { projectId, agentId, lane, before: cursor }));
      expect(plan.readWhole).toEqual([]);
      expect(plan.indexes).toContainEqual(expect.stringMatching(/^conversations_/));
      expect(plan.sorts).toBe(false);
    }
  });

  it('pages of a lane follow each other without a gap or a double', async () => {
    const seen = new Set<string>();
    let cursor: Cursor | null = null;
    for (;;) {
      const page = await listConversations(db, { projectId, agentId, lane: 'assistant', before: cursor });
      page.forEach(({ id }) => seen.add(id));
      const last = page.at(-1);
      if (!last) break;
      cursor = last;
    }
    expect(seen.size).toBe(COUNT * 0.03);
  });

  it('the numbers beside the lanes are counted where they are few', async () => {
    expect(await countLanes(db, { projectId, agentId })).toEqual({
      attention: 1_500,
      mine: 1_000,
      mentions: 0,
      unread: 500,
      parked: 0,
    });
    const plan = await planOf(() => countLanes(db, { projectId, agentId }));
    expect(plan.readWhole).toEqual([]);
    expect(plan.indexes).toEqual(expect.arrayContaining(['conversations_attention', 'conversations_mine']));
    expect((await planOf(() => countQuarantine(db, projectId))).readWhole).toEqual([]);
  });

  it('what is unread in all projects is one question, and counts no further than a hundred', async () => {
    expect(await listProjectsUnread(db, agentId)).toMatchObject([{ id: projectId, unread: 100 }]);
    const plan = await planOf(() => listProjectsUnread(db, agentId));
    expect(asked).toHaveLength(1);
    expect(plan.readWhole).toEqual([]);
    expect(plan.indexes).toContain('conversations_attention');
  });

  it('the mails of a conversation and the conversations of a customer are found by index', async () => {
    const { inboundEmails: mails, conversations } = schema;
    const ofConversation = eq(mails.conversationId, 'cnv_0000000000000007');
    const ofCustomer = eq(conversations.customerId, 'cus_0000000000000007');
    expect((await planOf(() => db.$count(mails, ofConversation))).readWhole).toEqual([]);
    expect((await planOf(() => db.$count(conversations, ofCustomer))).readWhole).toEqual([]);
  });
});
