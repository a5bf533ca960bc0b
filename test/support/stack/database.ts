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
    [Symbol.asyncDispose]: () => administer(`drop database ${name} with (force)`),
  };
}
