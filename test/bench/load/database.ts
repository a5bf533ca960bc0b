import pg from 'pg';

export type Ask = <Row extends pg.QueryResultRow>(statement: string, values?: unknown[]) => Promise<Row[]>;

/** A few connections for all that the bench itself asks: a new one each time would be work that is measured. */
export function openDatabase(url: string): { ask: Ask; close(): Promise<void> } {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  return {
    ask: async <Row extends pg.QueryResultRow>(statement: string, values: unknown[] = []) =>
      (await pool.query<Row>(statement, values)).rows,
    close: () => pool.end(),
  };
}
