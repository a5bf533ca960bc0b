import { asc, eq, inArray, sql } from 'drizzle-orm';
import type { Attribute } from '../../domain/customers/attribute.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { customerAttributes, customers } from '../schema/schema.ts';

/** What a project wants to know about its customers, in its admins' order. */
export async function listAttributes(db: Queryable, projectId: ProjectId): Promise<Attribute[]> {
  const { id, key, label, type, choices } = customerAttributes;
  return db
    .select({ id, key, label, type, choices })
    .from(customerAttributes)
    .where(eq(customerAttributes.projectId, projectId))
    .orderBy(asc(customerAttributes.place), asc(id));
}

/**
 * The whole list as it shall be. What is gone goes with its values; key and type of what is there stay as they are.
 * @returns what it was; null: an id is somebody else's.
 */
export async function saveAttributes(
  tx: Queryable,
  { projectId, attributes }: { projectId: ProjectId; attributes: Attribute[] },
): Promise<Attribute[] | null> {
  const before = await listAttributes(tx, projectId);
  const gone = before.filter(({ id }) => !attributes.some((each) => each.id === id));
  for (const { key } of gone)
    await tx
      .update(customers)
      .set({ attributes: sql`${customers.attributes} - ${key}::text` })
      .where(sql`${customers.projectId} = ${projectId} and jsonb_exists(${customers.attributes}, ${key})`);
  const ids = gone.map(({ id }) => id);
  await tx.delete(customerAttributes).where(inArray(customerAttributes.id, ids));
  for (const [place, attribute] of attributes.entries()) {
    const { label, choices } = attribute;
    const [kept] = await tx
      .insert(customerAttributes)
      .values({ ...attribute, projectId, place })
      .onConflictDoUpdate({
        target: customerAttributes.id,
        set: { label, choices, place },
        setWhere: eq(customerAttributes.projectId, projectId),
      })
      .returning({ id: customerAttributes.id });
    if (!kept) return null;
  }
  await notify(tx, { kind: 'customer', projectId, customerId: null });
  return before;
}
