import { sql } from 'drizzle-orm';
import type { Product } from './product.ts';

/** Every row of every table that holds a text, whatever its case: `messages: {…}`. */
export async function rowsWith(product: Product, text: string): Promise<string[]> {
  const { db } = product.database;
  const { rows: tables } = await db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await db.execute<{ row: string }>(
      sql`select t::text as row from ${sql.identifier(name)} t where t::text ilike ${`%${text}%`}`,
    );
    found.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  return found;
}

/** What Temporal still knows of a conversation: the histories of all its runs, as text. */
export async function historiesOf({ client }: Product, workflowId: string): Promise<string[]> {
  const histories: string[] = [];
  for await (const { runId } of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const data = (history.events ?? []).map((event) => JSON.stringify(event, decoded));
    histories.push(data.join('\n'));
  }
  return histories;
}

/** Payloads are bytes; what they say is text. */
function decoded(_key: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer') {
    return Buffer.from((value as unknown as { data: number[] }).data).toString('utf8');
  }
  return typeof value === 'bigint' ? String(value) : value;
}
