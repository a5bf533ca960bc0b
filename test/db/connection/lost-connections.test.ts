import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { connect } from '../../../db/connection/database.ts';
import { createTestDatabase } from '../../support/stack/database.ts';

/** As many as the pool has places. */
const PLACES = 10;
const CUTS = 40;

it('a pool whose connections are cut while it writes neither ends the process nor loses a place', async () => {
  await using database = await createTestDatabase();
  const { db, close } = connect(database.url);
  const others = connect(database.url);
  const cut = sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  let going = true;
  const busy = Array.from({ length: 3 * PLACES }, async () => {
    while (going)
      await db
        .transaction(async (tx) => {
          for (let n = 0; n < 5; n++) await tx.execute(sql`select ${n}::int`);
        })
        .catch(() => {});
  });
  for (let n = 0; n < CUTS; n++) {
    await others.db.execute(cut).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  going = false;
  await Promise.all(busy);
  const asleep = Array.from({ length: PLACES }, () => db.execute(sql`select pg_sleep(0.2)`));
  expect(await Promise.all(asleep)).toHaveLength(PLACES);
  await close();
  await others.close();
});
