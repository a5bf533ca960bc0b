import { and, asc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { AgentId, InvitationId, ProjectId } from '../../../domain/ids.ts';
import type { Invitation } from '../../../domain/inbox/views.ts';
import { invitationEnd, invitationState } from '../../../domain/project/invitation.ts';
import type { Role } from '../../../domain/project/roles.ts';
import { notify } from '../../connection/feed.ts';
import type { Queryable } from '../../connection/database.ts';
import { agents, invitations, memberships } from '../../schema/schema.ts';

const waits = and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt));

/** Of some addresses those whose owners are on the team. */
export async function membersAmong(db: Queryable, projectId: ProjectId, emails: string[]): Promise<string[]> {
  const rows = await db
    .select({ name: agents.name })
    .from(memberships)
    .innerJoin(agents, eq(agents.id, memberships.agentId))
    .where(and(eq(memberships.projectId, projectId), inArray(agents.email, emails)));
  return rows.map(({ name }) => name);
}

/** Of some addresses those that are invited and have not joined; one whose time is over makes room. */
export async function waitingAmong(db: Queryable, projectId: ProjectId, emails: string[]): Promise<string[]> {
  const rows = await db
    .select({ email: invitations.email })
    .from(invitations)
    .where(
      and(
        ...[eq(invitations.projectId, projectId), inArray(invitations.email, emails), waits],
        gt(invitations.expiresAt, new Date()),
      ),
    );
  const waiting = new Set(rows.map(({ email }) => email));
  return emails.filter((email) => waiting.has(email));
}

export interface NewInvitation {
  id: InvitationId;
  projectId: ProjectId;
  email: string;
  role: Role;
  tokenHash: string;
  invitedBy: AgentId | null;
}

/** @returns false when the address has an invitation that is still good; one whose time is over makes room. */
export async function createInvitation(tx: Queryable, invitation: NewInvitation): Promise<boolean> {
  const { projectId, email } = invitation;
  const theirs = and(eq(invitations.projectId, projectId), eq(invitations.email, email));
  await tx
    .update(invitations)
    .set({ revokedAt: sql`now()` })
    .where(and(theirs, waits, lte(invitations.expiresAt, new Date())));
  const made = await tx
    .insert(invitations)
    .values({ ...invitation, expiresAt: invitationEnd() })
    .onConflictDoNothing()
    .returning({ id: invitations.id });
  if (made.length > 0) await notify(tx, { kind: 'team', projectId });
  return made.length > 0;
}

/** Those that nobody has accepted or revoked, oldest first. */
export async function listInvitations(db: Queryable, projectId: ProjectId): Promise<Invitation[]> {
  const rows = await db
    .select({ invitation: invitations, by: agents.name })
    .from(invitations)
    .leftJoin(agents, eq(agents.id, invitations.invitedBy))
    .where(and(eq(invitations.projectId, projectId), waits))
    .orderBy(asc(invitations.createdAt), asc(invitations.id));
  return rows.map(({ invitation: { id, email, role, ...row }, by }) => ({
    ...{ id, email, role, by },
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
    expired: invitationState(row) === 'expired',
  }));
}

type Which = { projectId: ProjectId; id: InvitationId };
const isOne = ({ projectId, id }: Which) =>
  and(eq(invitations.projectId, projectId), eq(invitations.id, id), waits);

/** Gives it another link and all of its time again: links from before end. Null: it does not wait any more. */
export async function renewInvitation(
  db: Queryable,
  {
    tokenHash,
    invitedBy,
    role,
    ...which
  }: Which & Pick<NewInvitation, 'tokenHash' | 'invitedBy'> & { role?: Role },
): Promise<{ id: InvitationId; email: string; role: Role } | null> {
  const [row] = await db
    .update(invitations)
    .set({ tokenHash, invitedBy, expiresAt: invitationEnd(), sentAt: null, ...(role && { role }) })
    .where(isOne(which))
    .returning({ id: invitations.id, email: invitations.email, role: invitations.role });
  if (row) await notify(db, { kind: 'team', projectId: which.projectId });
  return row ?? null;
}

/** Its link makes an owner of whoever holds it. */
export async function makesOwner(db: Queryable, which: Which): Promise<boolean> {
  const rows = await db.select({ role: invitations.role }).from(invitations).where(isOne(which));
  return rows.some(({ role }) => role === 'owner');
}

/** Null: the shell. */
export async function findInviter(db: Queryable, which: Which): Promise<AgentId | null> {
  const rows = await db.select({ by: invitations.invitedBy }).from(invitations).where(isOne(which));
  return rows[0]?.by ?? null;
}

export async function noteSent(db: Queryable, { projectId, id }: Which): Promise<void> {
  await db
    .update(invitations)
    .set({ sentAt: sql`now()` })
    .where(eq(invitations.id, id));
  await notify(db, { kind: 'team', projectId });
}

/** @returns whose it was; null when it does not wait any more. */
export async function revokeInvitation(db: Queryable, which: Which): Promise<string | null> {
  const rows = await db
    .update(invitations)
    .set({ revokedAt: sql`now()` })
    .where(isOne(which))
    .returning({ email: invitations.email });
  if (rows.length > 0) await notify(db, { kind: 'team', projectId: which.projectId });
  return rows[0]?.email ?? null;
}
