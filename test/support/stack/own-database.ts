import { afterAll, beforeAll } from 'vitest';
import { connect, type Database, type DatabaseConnection } from '../../../db/connection/database.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

/** One database for the tests of a file, each of which seeds a project of its own in it. */
export function ownDatabase(): { readonly db: Database; readonly url: string } {
  let database: TestDatabase;
  let connection: DatabaseConnection;
  beforeAll(async () => {
    database = await createTestDatabase();
    connection = connect(database.url);
  });
  afterAll(async () => {
    await connection?.close();
    await database?.[Symbol.asyncDispose]();
  });
  return {
    get db() {
      return connection.db;
    },
    get url() {
      return database.url;
    },
  };
}
