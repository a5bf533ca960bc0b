import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import { knownTogether } from '../../domain/customers/attribute.ts';
import {
  nameTogether,
  type CustomerAddress,
  type CustomerDetail,
} from '../../domain/customers/customer-view.ts';
import type { CustomerId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { customerAddresses, customers } from '../schema/schema.ts';
import { conversationsOf, countConversations, filesOf, identitiesOf, seenOf } from './customer-history.ts';

type Row = typeof customers.$inferSelect;

/** A customer of this project, or whoever they were merged into. */
export async function findCustomer(
  db: Queryable,
  { projectId, id }: { projectId: ProjectId; id: CustomerId },
): Promise<CustomerDetail | null> {
  const [asked] = await db
    .select({ oneId: customers.oneId })
    .from(customers)
    .where(and(eq(customers.projectId, projectId), eq(customers.id, id)));
  if (!asked) return null;
  const all = await personRows(db, asked.oneId);
  const [one, ...merged] = all;
  if (!one) return null;
  const ids = all.map((row) => row.id);
  const conversations = await conversationsOf(db, ids);
  const further = await db
    .select()
    .from(customerAddresses)
    .where(inArray(customerAddresses.customerId, ids))
    .orderBy(asc(customerAddresses.createdAt));
  const addresses = addressesIn(all, further);
  const { email, phone, company, about } = one;
  return {
    ...{ id: one.id, email, about, ...nameTogether(all) },
    phone: phone ?? merged.find((row) => row.phone)?.phone ?? null,
    company: company ?? merged.find((row) => row.company)?.company ?? null,
    attributes: knownTogether(all.map((row) => row.attributes)),
    addresses,
    merged: merged.map(toMerged),
    conversations,
    conversationCount: await countConversations(db, ids),
    identities: await identitiesOf(db, ids),
    files: await filesOf(db, conversations),
    ...(await seenOf(db, { ids, conversations, since: one.createdAt })),
    resembling: await resembling(db, one, addresses),
  };
}

/** The one first, then the others as they were merged. */
async function personRows(db: Queryable, oneId: CustomerId): Promise<Row[]> {
  return db
    .select()
    .from(customers)
    .where(eq(customers.oneId, oneId))
    .orderBy(sql`${customers.mergedEnd} is not null`, asc(customers.mergedAt), asc(customers.id));
}

const toMerged = ({ id, email, name, about, mergedAt, createdAt }: Row) => ({
  ...{ id, email, name, about },
  at: (mergedAt ?? createdAt).toISOString(),
});

function addressesIn(all: Row[], further: { email: string }[]): CustomerAddress[] {
  const own = all.map(({ email }, at): CustomerAddress => ({ email, from: at === 0 ? 'own' : 'merged' }));
  const known = new Set(own.map(({ email }) => email));
  const added = further.filter(({ email }) => !known.has(email));
  return [...own, ...added.map(({ email }): CustomerAddress => ({ email, from: 'added' }))];
}

/** Other customers whose own address an agent said to be this one's. */
async function resembling(db: Queryable, { projectId, id }: Row, addresses: CustomerAddress[]) {
  const emails = addresses.map(({ email }) => email);
  return db
    .select({ id: customers.id, email: customers.email, name: customers.name })
    .from(customers)
    .where(
      and(eq(customers.projectId, projectId), inArray(customers.email, emails), ne(customers.oneId, id)),
    );
}
