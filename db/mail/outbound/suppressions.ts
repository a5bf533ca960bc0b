import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ProjectId } from '../../../domain/ids.ts';
import type { Queryable } from '../../connection/database.ts';
import { suppressions } from '../../schema/schema.ts';

export type SuppressionRow = typeof suppressions.$inferSelect;

/** Stops mail to an address. What was reported first stays, unless spam is reported after a bounce. */
export async function suppress(
  tx: Queryable,
  { email, ...found }: Pick<SuppressionRow, 'projectId' | 'email' | 'reason' | 'detail'>,
): Promise<void> {
  const { reason, detail } = found;
  await tx
    .insert(suppressions)
    .values({ ...found, email: email.toLowerCase() })
    .onConflictDoUpdate({
      target: [suppressions.projectId, suppressions.email],
      set: { reason, detail },
      setWhere: sql`excluded.reason = 'complained'`,
    });
}

export async function findSuppression(
  db: Queryable,
  who: { projectId: ProjectId; email: string },
): Promise<SuppressionRow | null> {
  const [row] = await db.select().from(suppressions).where(of(who));
  return row ?? null;
}

/** The addresses that may still get mail, in their order. */
export async function withoutSuppressed(
  db: Queryable,
  { projectId, emails }: { projectId: ProjectId; emails: string[] },
): Promise<string[]> {
  if (emails.length === 0) return [];
  const folded = emails.map((email) => email.toLowerCase());
  const rows = await db
    .select({ email: suppressions.email })
    .from(suppressions)
    .where(and(eq(suppressions.projectId, projectId), inArray(suppressions.email, folded)));
  const stopped = new Set(rows.map(({ email }) => email));
  return emails.filter((email) => !stopped.has(email.toLowerCase()));
}

export async function liftSuppression(
  db: Queryable,
  who: { projectId: ProjectId; email: string },
): Promise<void> {
  await db.delete(suppressions).where(of(who));
}

const of = ({ projectId, email }: { projectId: ProjectId; email: string }) =>
  and(eq(suppressions.projectId, projectId), eq(suppressions.email, email.toLowerCase()));
