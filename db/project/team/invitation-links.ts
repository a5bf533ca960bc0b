import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { InvitationId, ProjectId } from '../../../domain/ids.ts';
import { invitationState, type InvitationState } from '../../../domain/project/invitation.ts';
import type { Role } from '../../../domain/project/roles.ts';
import { notify } from '../../connection/feed.ts';
import type { Queryable } from '../../connection/database.ts';
import { agents, invitations, projects } from '../../schema/schema.ts';

const waits = and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt));

/** What a link is for. */
export interface FoundInvitation {
  id: InvitationId;
  projectId: ProjectId;
  projectName: string;
  email: string;
  role: Role;
  by: string | null;
  state: InvitationState;
  /** Its address has an account, which joins by signing in. */
  hasAccount: boolean;
  /**
   * Whoever has the link may not learn that: it was shown to somebody of a team, who need not read that address's mail, and there are accounts here
   * that this team knows nothing of.
   */
  untold: boolean;
}

const hasAccount = sql<boolean>`exists (select 1 from agents as invited where invited.email = ${invitations.email})`;

const othersExist = sql<boolean>`exists (select 1 from agents as other
  where not exists (select 1 from memberships m where m.agent_id = other.id and m.project_id = ${invitations.projectId})
    and not exists (select 1 from former_members f where f.agent_id = other.id and f.project_id = ${invitations.projectId}))`;

export async function findInvitation(db: Queryable, tokenHash: string): Promise<FoundInvitation | null> {
  const [row] = await db
    .select({ invitation: invitations, projectName: projects.name, by: agents.name, hasAccount, othersExist })
    .from(invitations)
    .innerJoin(projects, eq(projects.id, invitations.projectId))
    .leftJoin(agents, eq(agents.id, invitations.invitedBy))
    .where(eq(invitations.tokenHash, tokenHash));
  if (!row) return null;
  const { invitation, othersExist: others, ...rest } = row;
  const { id, projectId, email, role, sentAt, invitedBy } = invitation;
  const untold = others && sentAt === null && invitedBy !== null;
  return { id, projectId, email, role, ...rest, untold, state: invitationState(invitation) };
}

export interface TakenInvitation {
  projectId: ProjectId;
  email: string;
  role: Role;
  /** Its link was mailed and shown nowhere else: whoever has it reads the mail of that address. */
  mailed: boolean;
}

/** Takes it for good, for the first who asks. Null: it was not open. */
export async function takeInvitation(tx: Queryable, tokenHash: string): Promise<TakenInvitation | null> {
  const { projectId, email, role, sentAt } = invitations;
  const [row] = await tx
    .update(invitations)
    .set({ acceptedAt: sql`now()` })
    .where(and(eq(invitations.tokenHash, tokenHash), waits, gt(invitations.expiresAt, new Date())))
    .returning({ projectId, email, role, sentAt });
  if (!row) return null;
  await notify(tx, { kind: 'team', projectId: row.projectId });
  return { projectId: row.projectId, email: row.email, role: row.role, mailed: row.sentAt !== null };
}
