import type pg from 'pg';
import { expect, it } from 'vitest';
import { inboundJson, startWebhooks } from './webhook-rig.ts';

it('a customer’s mail asks Postgres once for the places it names, once for its own, once for who hears of it, and is stored', async () => {
  await using rig = await startWebhooks();
  const asked = statementsOf(rig.db.$client as pg.Pool);
  for (let times = 0; times < 2; times++) {
    asked.length = 0;
    expect((await rig.post('/inbound', inboundJson(rig.address))).body).toEqual({ result: 'taken' });
    expect(asked.map((text) => /^\w+/.exec(text)?.[0])).toEqual([
      ...['select', 'select'],
      ...['begin', 'select', 'insert', 'commit'],
      ...['select', 'update'],
    ]);
  }
});

/** What is said over the connections of a pool, as it is said. */
function statementsOf(pool: pg.Pool): string[] {
  const asked: string[] = [];
  const heard = new WeakSet<pg.PoolClient>();
  pool.on('acquire', (client) => {
    if (heard.has(client)) return;
    heard.add(client);
    const ask = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((query: string | { text: string }, ...rest: unknown[]) => {
      asked.push(typeof query === 'string' ? query : query.text);
      return ask(query, ...rest);
    }) as typeof client.query;
  });
  return asked;
}
