import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { AgentId, CustomerId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { customerAddresses, customers } from '../schema/schema.ts';
import { announceChange } from './announce-change.ts';

type Place = { projectId: ProjectId; id: CustomerId };

/**
 * Two customers are one person from now on. One row says so: conversations keep the address they answer to, and what is known of
 * both is read together, so that there is nothing to copy, and nothing half done when a process dies.
 * @returns null when they are not two customers of this project; whether that is news otherwise.
 */
export async function mergeCustomers(
  tx: Queryable,
  { projectId, id, into, by }: Place & { into: CustomerId; by: AgentId },
): Promise<{ isNew: boolean; into: CustomerId } | null> {
  const ids = [id, into];
  const known = await tx.select({ oneId: customers.oneId }).from(customers).where(among(projectId, ids));
  await announceChange(tx, { projectId, ids: known.map(({ oneId }) => oneId) });
  const rows = await lockPersons(tx, { projectId, ids });
  const [from, target] = [id, into].map((each) => rows.find((row) => row.id === each)?.oneId);
  if (!from || !target) return null;
  if (from === target) return { isNew: false, into: target };
  await tx
    .update(customers)
    .set({ mergedInto: target, mergedBy: by, mergedAt: sql`now()` })
    .where(eq(customers.id, from));
  await tx.update(customers).set({ mergedEnd: target }).where(eq(customers.oneId, from));
  return { isNew: true, into: target };
}

/** Each has again what it had, with those that had been merged into it before. @returns null: there is no such customer. */
export async function unmergeCustomer(
  tx: Queryable,
  { projectId, id }: Place,
): Promise<{ isNew: boolean } | null> {
  const [known] = await tx
    .select({ oneId: customers.oneId })
    .from(customers)
    .where(among(projectId, [id]));
  if (!known) return null;
  await announceChange(tx, { projectId, ids: [known.oneId, id] });
  const rows = await lockPersons(tx, { projectId, ids: [id] });
  const row = rows.find((each) => each.id === id);
  if (!row) return null;
  if (!row.mergedInto) return { isNew: false };
  await tx
    .update(customers)
    .set({ mergedInto: null, mergedBy: null, mergedAt: null, mergedEnd: null })
    .where(eq(customers.id, id));
  await tx.execute(sql`
    with recursive own (id) as (
      select id from customers where merged_into = ${id}
      union select below.id from customers as below join own on below.merged_into = own.id
    ) update customers set merged_end = ${id} from own where customers.id = own.id`);
  return { isNew: true };
}

const among = (projectId: ProjectId, ids: CustomerId[]) =>
  and(eq(customers.projectId, projectId), inArray(customers.id, ids));

/** In the order of their ids, so that two merges of the same customers wait for each other instead of for ever. */
async function lockPersons(tx: Queryable, { projectId, ids }: { projectId: ProjectId; ids: CustomerId[] }) {
  const { id, oneId, mergedInto } = customers;
  const persons = tx.select({ oneId }).from(customers).where(among(projectId, ids));
  return tx
    .select({ id, oneId, mergedInto })
    .from(customers)
    .where(inArray(oneId, persons))
    .orderBy(id)
    .for('update');
}

/** An address does not speak for a customer any more, whoever of those they were merged from had it. */
export async function releaseAddress(
  tx: Queryable,
  { customerId, email }: { customerId: CustomerId; email: string },
): Promise<void> {
  const one = sql`(select one.one_id from customers as one where one.id = ${customerId})`;
  const same = tx.select({ id: customers.id }).from(customers).where(eq(customers.oneId, one));
  await tx
    .delete(customerAddresses)
    .where(and(inArray(customerAddresses.customerId, same), eq(customerAddresses.email, email)));
  const [row] = await tx
    .select({ id: customers.id, projectId: customers.projectId })
    .from(customers)
    .where(and(eq(customers.oneId, one), eq(customers.email, email), ne(customers.id, customers.oneId)));
  if (row) await unmergeCustomer(tx, row);
}
