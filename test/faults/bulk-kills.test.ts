import { count, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBulk } from '../../db/bulk/bulk-acts.ts';
import { connect, type DatabaseConnection } from '../../db/connection/database.ts';
import { agents, bulkActs, conversations, messages, projects } from '../../db/schema/schema.ts';
import { newId } from '../../domain/ids.ts';
import { eventually } from '../support/eventually.ts';
import { signIn } from '../support/people/agent-client.ts';
import { seedWaiting } from '../support/rows/waiting-conversations.ts';
import { launchProduct, type LaunchedProduct } from '../support/launched/launched-product.ts';
import { sharedServers } from '../support/launched/shared-servers.ts';
import { AGENT } from '../support/stack/running-product.ts';

const MANY = 200;

let product: LaunchedProduct;
let database: DatabaseConnection;

beforeAll(async () => {
  product = await launchProduct({ servers: await sharedServers() });
  database = connect(product.databaseUrl);
});
afterAll(async () => {
  await database?.close();
  await product?.[Symbol.asyncDispose]();
});

async function killProcess(name: 'worker' | 'api'): Promise<void> {
  process.kill(product.pid(name), 'SIGKILL');
}

it('closes two hundred conversations once each, whoever is killed in the middle, and undoes all of it', async () => {
  const { db } = database;
  const [project] = await db.select().from(projects);
  const [agent] = await db.select().from(agents);
  const here = { projectId: project!.id, agentId: agent!.id };
  const ids = await seedWaiting(db, { projectId: here.projectId, count: MANY });
  const client = await signIn(product, AGENT);
  const bulk = { projectId: here.projectId, id: newId('blk') };
  await client.bulk.begin.mutate({ ...bulk, given: { name: 'close' }, conversationIds: ids });

  const done = async () => (await findBulk(db, { id: bulk.id, ...here }))?.done ?? 0;
  await eventually('some to be closed', async () => (await done()) > 0);
  await killProcess('worker');
  await killProcess('api');
  const before = await done();
  expect(before).toBeLessThan(MANY);
  await eventually('the rest to begin', async () => (await done()) > before, 90_000);
  await killProcess('api');
  const finished = await eventually(
    'all to be through',
    async () => {
      const found = await findBulk(db, { id: bulk.id, ...here });
      return found?.finished && found;
    },
    120_000,
  );
  expect(finished).toMatchObject({ total: MANY, done: MANY, refused: [] });
  await eventually('all to be closed', async () => (await statuses()).join() === `closed ${MANY}`, 60_000);
  expect(await eventsOf('closed')).toEqual({ conversations: MANY, events: MANY });

  const back = await signIn(product, AGENT);
  const undo = { ...bulk, id: newId('blk'), bulkId: bulk.id };
  await back.bulk.undo.mutate(undo);
  await eventually('all to be open', async () => (await statuses()).join() === `open ${MANY}`, 120_000);
  expect(await eventsOf('reopened')).toEqual({ conversations: MANY, events: MANY });
  await eventually('nothing to be left to do', async () => {
    const left = await db
      .select()
      .from(bulkActs)
      .where(sql`${bulkActs.finishedAt} is null`);
    return left.length === 0;
  });

  async function statuses() {
    const rows = await db
      .select({ status: conversations.status, n: count() })
      .from(conversations)
      .where(eq(conversations.channel, 'email'))
      .groupBy(conversations.status);
    return rows.map(({ status, n }) => `${status} ${n}`);
  }

  async function eventsOf(kind: string) {
    const [row] = await db
      .select({
        conversations: sql<number>`count(distinct ${messages.conversationId})::int`,
        events: sql<number>`count(*)::int`,
      })
      .from(messages)
      .where(sql`${messages.event}->>'kind' = ${kind}`);
    return row;
  }
});
