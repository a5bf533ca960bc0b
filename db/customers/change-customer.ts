import { and, eq, sql } from 'drizzle-orm';
import type { AttributeValue } from '../../domain/customers/attribute.ts';
import type { AgentId, CustomerId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { customerAddresses, customers } from '../schema/schema.ts';
import { releaseAddress } from './merge-customers.ts';
import { personsAt } from './same-person.ts';
import { announceChange } from './announce-change.ts';

type Place = { projectId: ProjectId; id: CustomerId };

/** What an agent typed; null: nothing. */
export type CustomerChange =
  | { field: 'name' | 'phone' | 'company' | 'about'; value: string | null }
  | { field: 'attribute'; key: string; value: AttributeValue | null };

/**
 * A name that is taken away may be learned again. What is taken away is taken from those who were merged into them as well:
 * otherwise it would come back from there. @returns whether there is such a customer.
 */
export async function changeCustomer(
  tx: Queryable,
  { change, ...place }: Place & { change: CustomerChange },
): Promise<boolean> {
  const id = await personOf(tx, place);
  if (!id) return false;
  await announceChange(tx, { projectId: place.projectId, ids: [id] });
  const isWhole = change.value === null && change.field !== 'about';
  await tx
    .update(customers)
    .set(columnsOf(change))
    .where(eq(isWhole ? customers.oneId : customers.id, id));
  return true;
}

function columnsOf(change: CustomerChange) {
  const { value } = change;
  if (change.field === 'attribute') return { attributes: withAttribute(change.key, change.value) };
  if (change.field === 'about') return { about: String(value ?? '') };
  return {
    [change.field]: value,
    ...(change.field === 'name' && { nameTyped: value !== null }),
  };
}

const withAttribute = (key: string, value: AttributeValue | null) =>
  value === null
    ? sql`${customers.attributes} - ${key}::text`
    : sql`${customers.attributes} || jsonb_build_object(${key}::text, ${JSON.stringify(value)}::jsonb)`;

/** @returns null: no such customer; `taken`: another customer has that address. */
export async function addAddress(
  tx: Queryable,
  { email, by, ...place }: Place & { email: string; by: AgentId },
): Promise<'added' | 'taken' | null> {
  const id = await personOf(tx, place);
  if (!id) return null;
  const { projectId } = place;
  const { rows } = await tx.execute<{ one_id: CustomerId }>(personsAt({ projectId, email }));
  if (rows.some((row) => row.one_id !== id)) return 'taken';
  if (rows.length > 0) return 'added';
  await announceChange(tx, { projectId, ids: [id] });
  await tx.insert(customerAddresses).values({ customerId: id, email, confirmedBy: by }).onConflictDoNothing();
  return 'added';
}

/** The address a customer began with stays theirs. @returns whether there is such a customer. */
export async function removeAddress(
  tx: Queryable,
  { email, ...place }: Place & { email: string },
): Promise<boolean> {
  const id = await personOf(tx, place);
  if (!id) return false;
  await announceChange(tx, { projectId: place.projectId, ids: [id] });
  await releaseAddress(tx, { customerId: id, email });
  return true;
}

async function personOf(tx: Queryable, { projectId, id }: Place): Promise<CustomerId | null> {
  const [row] = await tx
    .select({ id: customers.oneId })
    .from(customers)
    .where(and(eq(customers.projectId, projectId), eq(customers.id, id)));
  return row?.id ?? null;
}
