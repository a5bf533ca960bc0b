import { and, eq, isNull, sql } from 'drizzle-orm';
import type { AgentId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { byStanding, ownProject, type OwnProject } from '../project/projects.ts';
import { ATTENTION, LISTED } from '../schema/base/conversations.ts';
import { conversations, memberships, projects } from '../schema/schema.ts';
import { hasUnread } from './unread.ts';

/** More than this is "many" beside a name, and no reason to read on. */
const COUNTED = 100;

/**
 * Each of an agent's projects with how many conversations wait there with something unread, the number of its inbox's title:
 * one question, which walks the index of those that wait for a human, project by project.
 */
export async function listProjectsUnread(
  db: Queryable,
  agentId: AgentId,
): Promise<(OwnProject & { unread: number })[]> {
  const waiting = sql`select 1 from ${conversations}
    where ${conversations.projectId} = ${projects.id} and ${LISTED} and ${ATTENTION} and ${hasUnread(agentId)}
    limit ${COUNTED}`;
  return db
    .select({ ...ownProject, unread: sql<number>`(select count(*)::int from (${waiting}) as waiting)` })
    .from(memberships)
    .innerJoin(projects, eq(projects.id, memberships.projectId))
    .where(and(eq(memberships.agentId, agentId), isNull(projects.deletingAt)))
    .orderBy(...byStanding);
}
