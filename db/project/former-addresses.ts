import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import type { ProjectId } from '../../domain/ids.ts';
import { foldAddress } from '../../domain/mail/address/mail-address.ts';
import type { Queryable } from '../connection/database.ts';
import { formerAddresses, projects, supportAddresses } from '../schema/schema.ts';

/** Under which an address is remembered. */
export const fingerprintOf = (email: string) => createHash('sha256').update(foldAddress(email)).digest('hex');

/** What customers could write to until now; null: the project is deleted. */
export async function rememberFormer(
  tx: Queryable,
  { emails, projectId }: { emails: string[]; projectId: ProjectId | null },
): Promise<void> {
  const rows = [...new Set(emails.map(fingerprintOf))].map((fingerprint) => ({ fingerprint, projectId }));
  if (rows.length === 0) return;
  await tx
    .insert(formerAddresses)
    .values(rows)
    .onConflictDoUpdate({
      target: formerAddresses.fingerprint,
      set: { projectId, givenUpAt: sql`now()` },
    });
}

/** Of a deleted project hashes of its addresses are left, and nothing that names it. */
export async function rememberDeleted(tx: Queryable, projectId: ProjectId): Promise<void> {
  const first = await tx
    .select({ email: projects.supportAddress })
    .from(projects)
    .where(eq(projects.id, projectId));
  const further = await tx
    .select({ email: supportAddresses.email })
    .from(supportAddresses)
    .where(eq(supportAddresses.projectId, projectId));
  await rememberFormer(tx, { emails: [...first, ...further].map(({ email }) => email), projectId: null });
  await tx.update(formerAddresses).set({ projectId: null }).where(eq(formerAddresses.projectId, projectId));
}
