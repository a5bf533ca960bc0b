import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { AgentId, ProjectId } from '../../../domain/ids.ts';
import type { TeamMember } from '../../../domain/inbox/views.ts';
import { isAtLeast, ROLES, type Role } from '../../../domain/project/roles.ts';
import { refusalOfTeamChange, type TeamRefusal } from '../../../domain/project/team-rules.ts';
import { notify } from '../../connection/feed.ts';
import type { Queryable } from '../../connection/database.ts';
import {
  agents,
  formerMembers,
  invitations,
  LISTED,
  conversations,
  memberships,
  UNCLOSED,
  watches,
} from '../../schema/schema.ts';
import { isHere } from './seen.ts';

export async function listTeam(db: Queryable, projectId: ProjectId): Promise<Omit<TeamMember, 'signsIn'>[]> {
  const open = sql<number>`(select count(*)::int from ${conversations}
    where ${conversations.projectId} = ${memberships.projectId}
      and ${conversations.assigneeId} = ${memberships.agentId} and ${LISTED} and ${UNCLOSED})`;
  const rows = await db
    .select({
      ...{ id: agents.id, name: agents.name, email: agents.email, role: memberships.role },
      ...{ here: isHere, seenAt: memberships.seenAt, open },
    })
    .from(memberships)
    .innerJoin(agents, eq(agents.id, memberships.agentId))
    .where(eq(memberships.projectId, projectId))
    .orderBy(asc(agents.name), asc(agents.id));
  return rows.map(({ seenAt, ...row }) => ({ ...row, seenAt: seenAt?.toISOString() ?? null }));
}

/** Who was on the team and is not any more. */
export async function listFormer(
  db: Queryable,
  projectId: ProjectId,
): Promise<{ id: AgentId; name: string }[]> {
  return db
    .select({ id: agents.id, name: agents.name })
    .from(formerMembers)
    .innerJoin(agents, eq(agents.id, formerMembers.agentId))
    .leftJoin(
      memberships,
      and(eq(memberships.projectId, formerMembers.projectId), eq(memberships.agentId, formerMembers.agentId)),
    )
    .where(and(eq(formerMembers.projectId, projectId), isNull(memberships.agentId)));
}

/** Which member, and who wants it; the shell may what an owner may. */
interface Which {
  projectId: ProjectId;
  agentId: AgentId;
  by: AgentId | 'shell';
}

export type MemberRefusal = TeamRefusal | 'not_a_member' | 'not_allowed';

export async function changeRole(
  db: Queryable,
  { role, ...which }: Which & { role: Role },
): Promise<MemberRefusal | null> {
  return db.transaction(async (tx) => {
    const refusal = await refusalFor(tx, which, { becomes: role });
    if (refusal) return refusal;
    await tx.update(memberships).set({ role }).where(isMember(which));
    await revokeInvitationsOf(
      tx,
      which,
      (may) => !isAtLeast(role, 'admin') || (may === 'owner' && role !== 'owner'),
    );
    await notify(tx, { kind: 'team', projectId: which.projectId });
    return null;
  });
}

/** What they did keeps their name; what they hear of ends. Whoever sees the row go ends what is open by its right (a trigger). */
export async function removeMember(
  db: Queryable,
  { withoutOwner = false, ...which }: Which & { withoutOwner?: boolean },
): Promise<MemberRefusal | null> {
  const { projectId, agentId } = which;
  return db.transaction(async (tx) => {
    const refusal = await refusalFor(tx, which, { becomes: null });
    if (refusal && !(refusal === 'last_owner' && withoutOwner)) return refusal;
    await tx.delete(memberships).where(isMember(which));
    await revokeInvitationsOf(tx, which, () => true);
    await tx.delete(watches).where(and(eq(watches.projectId, projectId), eq(watches.agentId, agentId)));
    await tx
      .insert(formerMembers)
      .values({ projectId, agentId })
      .onConflictDoUpdate({
        target: [formerMembers.projectId, formerMembers.agentId],
        set: { leftAt: sql`now()` },
      });
    await notify(tx, { kind: 'team', projectId });
    return null;
  });
}

/** A link of theirs would bring them back, or make what they may not make any more. */
async function revokeInvitationsOf(
  tx: Queryable,
  { projectId, agentId }: Which,
  isOver: (role: Role) => boolean,
): Promise<void> {
  await tx
    .update(invitations)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        ...[eq(invitations.projectId, projectId), eq(invitations.invitedBy, agentId)],
        ...[inArray(invitations.role, ROLES.filter(isOver)), isNull(invitations.revokedAt)],
        isNull(invitations.acceptedAt),
      ),
    );
}

/** Locks the whole team, in one order: two owners who remove each other at once leave one. */
async function refusalFor(
  tx: Queryable,
  { projectId, agentId, by }: Which,
  { becomes }: { becomes: Role | null },
): Promise<MemberRefusal | null> {
  const team = await tx
    .select({ agentId: memberships.agentId, role: memberships.role })
    .from(memberships)
    .where(eq(memberships.projectId, projectId))
    .orderBy(asc(memberships.agentId))
    .for('update');
  const roleOf = (id: AgentId) => team.find((each) => each.agentId === id)?.role;
  const is = roleOf(agentId);
  const their = by === 'shell' ? 'owner' : roleOf(by);
  if (!is) return 'not_a_member';
  if (!their) return 'not_allowed';
  const owners = team.filter(({ role }) => role === 'owner').length;
  return refusalOfTeamChange({ by: their, is, becomes, owners });
}

const isMember = ({ projectId, agentId }: Which) =>
  and(eq(memberships.projectId, projectId), eq(memberships.agentId, agentId));
