import pg from 'pg';

export type Ask = <Row extends pg.QueryResultRow>(statement: string, values?: unknown[]) => Promise<Row[]>;

/** One connection for all that the bench itself asks: a new one each time would be work that is measured. */
export async function openDatabase(url: string): Promise<{ ask: Ask; close(): Promise<void> }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    ask: async <Row extends pg.QueryResultRow>(statement: string, values: unknown[] = []) =>
      (await client.query<Row>(statement, values)).rows,
    close: () => client.end(),
  };
}
