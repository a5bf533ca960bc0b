import { and, eq, sql } from 'drizzle-orm';
import type { AgentId, ProjectId } from '../../domain/ids.ts';
import type { Role } from '../../domain/project/roles.ts';
import type { Queryable } from '../connection/database.ts';
import { memberships } from '../schema/schema.ts';

/** Whoever comes with a session. */
export interface Bearer {
  agentId: AgentId;
  sessionId: string;
  /** Whether the installation has a provider: then its word counts as both steps. */
  provider: boolean;
}

/**
 * What counts as both steps of a session `s` and its agent `a`: an authenticator stands between every password and its session;
 * else the session itself came in, or went on, by more than one.
 */
export const stepCounts = ({ provider }: Pick<Bearer, 'provider'>) =>
  sql.raw(
    `(a.two_factor_enabled or coalesce(s.proven_by in ('passkey'${provider ? `, 'provider'` : ''}), false))`,
  );

/** Whether a session has taken a second step. */
const stepTaken = (who: Pick<Bearer, 'sessionId' | 'provider'>) =>
  sql<boolean>`exists (select from sessions s join agents a on a.id = s.user_id
    where s.id = ${who.sessionId} and ${stepCounts(who)})`;

/** Whether the project of a row of `memberships` asks for a second step that the session has not taken. */
export const stepMissing = (who: Pick<Bearer, 'sessionId' | 'provider'>) =>
  sql<boolean>`((select p.requires_second_step from projects p where p.id = memberships.project_id)
    and not ${stepTaken(who)})`;

/** Null: not on the project's team. */
export async function findMember(
  db: Queryable,
  { projectId, ...who }: Bearer & { projectId: ProjectId },
): Promise<{ role: Role; stepMissing: boolean } | null> {
  const [row] = await db
    .select({ role: memberships.role, stepMissing: stepMissing(who) })
    .from(memberships)
    .where(and(eq(memberships.projectId, projectId), eq(memberships.agentId, who.agentId)));
  return row ?? null;
}

/** The projects that a session is kept out of until it takes a second step. */
export async function listHeldBack(db: Queryable, who: Bearer): Promise<ProjectId[]> {
  const rows = await db
    .select({ projectId: memberships.projectId })
    .from(memberships)
    .where(and(eq(memberships.agentId, who.agentId), stepMissing(who)));
  return rows.map(({ projectId }) => projectId);
}

export async function hasTakenStep(db: Queryable, who: Bearer): Promise<boolean> {
  const { rows } = await db.execute<{ taken: boolean }>(sql`select ${stepTaken(who)} as taken`);
  return rows[0]?.taken === true;
}
