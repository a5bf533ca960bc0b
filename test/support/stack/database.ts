import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { askPostgres } from './ask-postgres.ts';

export interface TestDatabase extends AsyncDisposable {
  url: string;
}

/** A migrated, empty database of the test's own: `await using database = await createTestDatabase()`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = inject('templateUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const administer = async (statement: string) =>
    void (await askPostgres(template.replace(/template$/, 'postgres'), statement));
  // Copying files is faster than writing them to the log, on a cluster that may lose everything.
  await administer(`create database ${name} template template strategy file_copy`);
  return {
    url: template.replace(/template$/, name),
    [Symbol.asyncDispose]: async () => {
      await administer(untilLeft(name));
      await administer(`drop database ${name} with (force)`);
    },
  };
}

/** Two seconds for whoever said goodbye: one that is thrown out meanwhile hears it when nobody listens any more. */
const untilLeft = (name: string) => `do $$ begin
  for look in 1..200 loop
    exit when not exists (select from pg_stat_activity where datname = '${name}');
    perform pg_sleep(0.01);
    perform pg_stat_clear_snapshot();
  end loop;
end $$`;
