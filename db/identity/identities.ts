import { and, eq, isNull, not, sql } from 'drizzle-orm';
import type { Identity } from '../../domain/identity/identity.ts';
import { newId, type CustomerId, type ProjectId, type VisitorId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { announceChange } from '../customers/announce-change.ts';
import { keepCustomer } from '../project/customers.ts';
import type { Visitor } from '../project/visitors.ts';
import { identityColumns } from '../schema/identity.ts';
import { customers, identities, visitors } from '../schema/schema.ts';

type Signed = { projectId: ProjectId; identity: Identity };

const { visitorId, projectId: ofProject, sub } = identities;

/** The visitor whom a project's site calls so, and what it said of them last. */
export async function findIdentified(
  db: Queryable,
  { projectId, identity }: Signed,
): Promise<{ visitor: Visitor; said: Identity } | null> {
  const [row] = await db
    .select({ visitorId, ...identityColumns })
    .from(identities)
    .where(and(eq(ofProject, projectId), eq(sub, identity.sub)));
  if (!row) return null;
  const { visitorId: id, ...known } = row;
  return { visitor: { id, projectId }, said: known };
}

/** Begins a visitor who is the same on every device; once, whoever of these asks first. @param tokenHash that nobody's token has */
export async function beginIdentified(
  tx: Queryable,
  { tokenHash, ...signed }: Signed & { tokenHash: string },
): Promise<Visitor> {
  const { projectId, identity } = signed;
  const [row] = await tx
    .insert(visitors)
    .values({ id: newId('vis'), projectId, tokenHash })
    .onConflictDoUpdate({ target: visitors.tokenHash, set: { lastSeenAt: sql`now()` } })
    .returning({ id: visitors.id });
  if (!row) throw new Error('An upsert returned no row.');
  const visitor = { id: row.id, projectId };
  await tx
    .insert(identities)
    .values({ visitorId: visitor.id, projectId, ...identity })
    .onConflictDoNothing();
  await learnSaid(tx, signed);
  return visitor;
}

/** What a token says now. What it leaves out stays as an earlier one said it. */
export async function learnSaid(tx: Queryable, { projectId, identity }: Signed): Promise<void> {
  if (!identity.name && !identity.email) return;
  await tx
    .update(identities)
    .set({
      ...(identity.name && { name: identity.name }),
      ...(identity.email && { email: identity.email, emailVerified: identity.emailVerified }),
    })
    .where(and(eq(ofProject, projectId), eq(sub, identity.sub)));
  if (!identity.name || !identity.emailVerified || !identity.email) return;
  const nameless = and(
    eq(customers.projectId, projectId),
    eq(customers.email, identity.email),
    isNull(customers.name),
    not(customers.nameTyped),
  );
  const rows = await tx.select({ id: customers.id, oneId: customers.oneId }).from(customers).where(nameless);
  if (rows.length === 0) return;
  await announceChange(tx, { projectId, ids: rows.map(({ oneId }) => oneId) });
  await tx.update(customers).set({ name: identity.name }).where(nameless);
}

/** The customer whose address their site knows to be this visitor's; null: it says none, or nobody vouches for it. */
export async function customerOfVisitor(
  tx: Queryable,
  { projectId, id }: { projectId: ProjectId; id: VisitorId },
): Promise<CustomerId | null> {
  const [known] = await tx.select(identityColumns).from(identities).where(eq(visitorId, id));
  if (!known?.email || !known.emailVerified) return null;
  return keepCustomer(tx, { projectId, email: known.email, name: known.name ?? '' });
}
