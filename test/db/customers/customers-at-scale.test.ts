import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findCustomer } from '../../../db/customers/find-customer.ts';
import { listCustomers } from '../../../db/customers/list-customers.ts';
import { addMember, ensureFirstProject } from '../../../db/project/projects.ts';
import * as schema from '../../../db/schema/schema.ts';
import { newId, type AgentId, type ProjectId } from '../../../domain/ids.ts';
import { seedManyConversations } from '../../support/rows/many-conversations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/stack/database.ts';

const COUNT = 50_000;
/** Reading a small table from end to end is right. */
const LARGE = ['conversations', 'customers', 'messages', 'inbound_emails'];
const agentId: AgentId = newId('agt');

let database: TestDatabase;
let pool: pg.Pool;
let projectId: ProjectId;
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
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** How many rows Postgres touched for a question, of the tables that are large here, in the busiest step of all. */
async function mostRows(question: () => Promise<unknown>): Promise<number> {
  asked = [];
  await question();
  let most = 0;
  for (const { query, params } of [...asked]) {
    const explained = await pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (analyze, format json) ${query}`,
      params,
    );
    const [{ Plan: plan }] = explained.rows[0]!['QUERY PLAN'];
    for (const node of nodesOf(plan)) {
      const isRead = node['Node Type'] === 'Seq Scan' && LARGE.includes(node['Relation Name'] ?? '');
      most = Math.max(most, isRead ? COUNT : node['Actual Rows'] * node['Actual Loops']);
    }
  }
  return most;
}

const page = (search: string) => listCustomers(db, { projectId, search, before: null });

it.each([
  ['everybody', () => page('')],
  ['a name that one has', () => page('customer31416@')],
  ['what many share', () => page('customer4999')],
  ['one customer', async () => findCustomer(db, { projectId, id: (await page('customer7@'))[0]!.id })],
])('of fifty thousand customers, %s is found without reading them all', async (_what, question) => {
  expect(await mostRows(question)).toBeLessThan(COUNT / 10);
});

it('a page deep in the list is as short a way as the first', async () => {
  const middle = { lastMessageAt: new Date(Date.now() - COUNT * 5 * 60_000).toISOString(), id: newId('cnv') };
  expect(await mostRows(() => listCustomers(db, { projectId, search: '', before: middle }))).toBeLessThan(
    COUNT / 10,
  );
});
