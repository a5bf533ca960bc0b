import pg from 'pg';

/** Asks on a connection of its own. @returns the rows; of several statements none. */
export async function askPostgres<Row extends pg.QueryResultRow>(
  url: string,
  statement: string,
  values?: string[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows ?? [];
  } finally {
    await client.end();
  }
}
