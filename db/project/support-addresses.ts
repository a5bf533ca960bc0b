import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { Refusal } from '../../domain/errors.ts';
import type { ProjectId } from '../../domain/ids.ts';
import { changesBetween, type AuditChanges } from '../../domain/project/audit.ts';
import type { SupportedProject } from '../../domain/mail/judging/known-places.ts';
import type { Queryable } from '../connection/database.ts';
import { projects, supportAddresses } from '../schema/schema.ts';
import { rememberFormer } from './former-addresses.ts';
import { byStanding } from './projects.ts';

/** Of a row of `projects`: those besides the one that mail leaves from, in their order. */
export const furtherOnes = sql<string[]>`array(
  select ${supportAddresses.email} from ${supportAddresses}
  where ${supportAddresses.projectId} = ${projects.id} order by ${supportAddresses.position})`;

/** Every project with the addresses that customers may write to. */
export async function listSupportAddresses(db: Queryable): Promise<SupportedProject[]> {
  const rows = await db
    .select({ id: projects.id, first: projects.supportAddress, further: furtherOnes })
    .from(projects)
    .where(isNull(projects.deletingAt))
    .orderBy(...byStanding);
  return rows.map(({ id, first, further }) => ({ id, addresses: [first, ...further] }));
}

/** Those besides the one that mail leaves from. */
export async function furtherAddresses(db: Queryable, projectId: ProjectId): Promise<string[]> {
  const rows = await db
    .select({ email: supportAddresses.email })
    .from(supportAddresses)
    .where(eq(supportAddresses.projectId, projectId))
    .orderBy(asc(supportAddresses.position));
  return rows.map(({ email }) => email);
}

async function firstAddress(db: Queryable, projectId: ProjectId): Promise<string[]> {
  const rows = await db
    .select({ email: projects.supportAddress })
    .from(projects)
    .where(eq(projects.id, projectId));
  return rows.map(({ email }) => email);
}

/** Until the transaction ends nobody else adds a project, ends one, or gives one an address. */
export async function lockProjects(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('projects'))`);
}

/**
 * Keeps the further addresses in this order. The project's own first one may have been among them.
 * @returns what changed by it; null: nothing.
 * @throws Refusal `address_taken`
 */
export async function saveFurtherAddresses(
  tx: Queryable,
  of: { projectId: ProjectId; first: string; further: string[] | undefined },
): Promise<AuditChanges | null> {
  const { projectId, first } = of;
  await lockProjects(tx);
  const before = await furtherAddresses(tx, projectId);
  const had = [...(await firstAddress(tx, projectId)), ...before];
  const wanted = of.further ?? before;
  const further = [...new Set(wanted)].filter((email) => email !== first.toLowerCase());
  const taken = await takenAmong(tx, [first.toLowerCase(), ...further], projectId);
  if (taken[0]) throw new Refusal('address_taken', `${taken[0]} belongs to another project here already.`);
  await tx.delete(supportAddresses).where(eq(supportAddresses.projectId, projectId));
  const rows = further.map((email, position) => ({ email, projectId, position }));
  if (rows.length > 0) await tx.insert(supportAddresses).values(rows);
  await rememberFormer(tx, {
    emails: had.filter((email) => ![first, ...further].includes(email)),
    projectId,
  });
  return changesBetween({ furtherAddresses: before }, { furtherAddresses: further });
}

/** Which of these, in lower case, another project has; null: any project. */
export async function takenAmong(
  db: Queryable,
  emails: string[],
  projectId: ProjectId | null,
): Promise<string[]> {
  const first = sql<string>`lower(${projects.supportAddress})`;
  const notOf = (column: AnyPgColumn) => (projectId ? ne(column, projectId) : undefined);
  const senders = await db
    .select({ email: first })
    .from(projects)
    .where(and(inArray(first, emails), isNull(projects.deletingAt), notOf(projects.id)));
  const others = await db
    .select({ email: supportAddresses.email })
    .from(supportAddresses)
    .where(and(inArray(supportAddresses.email, emails), notOf(supportAddresses.projectId)));
  return [...senders, ...others].map(({ email }) => email);
}
