import pg from 'pg';
import type { Said } from './floor-worker.ts';

/** A process of its own, as the api of a product without workflows would be: a row and a word to whoever listens. */
const [connectionString = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString, max: 10 });

process.on('message', (asked: { call: number; said: Said }) => void carryOut(asked));
process.once('disconnect', () => process.exit());
process.send?.('ready');

async function carryOut({ call, said: { id, conversation, text } }: { call: number; said: Said }) {
  const from = performance.now();
  await pool.query({
    name: 'say',
    text: `with said as (insert into floor_messages values ($1, $2, $3) returning conversation)
      select pg_notify('plain', conversation) from said`,
    values: [id, conversation, text],
  });
  process.send?.({ call, result: performance.now() - from });
}
