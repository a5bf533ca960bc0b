import { and, eq, gt, inArray } from 'drizzle-orm';
import type { AgentId, ProjectId, VisitorId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { memberships, sessions, visitors } from '../schema/schema.ts';

/** By what right somebody follows a project's events: an agent's session and membership, or a visitor's token. */
export type StreamRight =
  | { projectId: ProjectId; agentId: AgentId; sessionId: string; visitorId?: undefined }
  | { projectId: ProjectId; visitorId: VisitorId; agentId?: undefined; sessionId?: undefined };

/** Which of these rights still stand, in two questions however many there are. */
export async function findLiveRights(
  db: Queryable,
  rights: StreamRight[],
): Promise<(right: StreamRight) => boolean> {
  const [agents, guests] = await Promise.all([liveMembers(db, rights), liveVisitors(db, rights)]);
  return (right) => (right.visitorId ? guests.has(right.visitorId) : agents.has(keyOf(right)));
}

const keyOf = (right: { sessionId: string; projectId: ProjectId }) => `${right.sessionId} ${right.projectId}`;

async function liveMembers(db: Queryable, rights: StreamRight[]): Promise<Set<string>> {
  const ids = rights.flatMap(({ sessionId }) => sessionId ?? []);
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ sessionId: sessions.id, projectId: memberships.projectId })
    .from(sessions)
    .innerJoin(memberships, eq(memberships.agentId, sessions.userId))
    .where(and(inArray(sessions.id, ids), gt(sessions.expiresAt, new Date())));
  return new Set(rows.map(keyOf));
}

async function liveVisitors(db: Queryable, rights: StreamRight[]): Promise<Set<VisitorId>> {
  const ids = rights.flatMap(({ visitorId }) => visitorId ?? []);
  if (ids.length === 0) return new Set();
  const rows = await db.select({ id: visitors.id }).from(visitors).where(inArray(visitors.id, ids));
  return new Set(rows.map(({ id }) => id));
}
