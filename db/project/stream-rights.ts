import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { AgentId, ProjectId, VisitorId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { stepCounts } from '../sign-in/admission.ts';
import { agents, memberships, projects, sessions, visitors } from '../schema/schema.ts';

/** By what right somebody follows a project's events: an agent's session and membership, or a visitor's token. */
export type StreamRight =
  | { projectId: ProjectId; agentId: AgentId; sessionId: string; visitorId?: undefined }
  | { projectId: ProjectId; visitorId: VisitorId; agentId?: undefined; sessionId?: undefined };

/** `held_back`: its project asks for a second step that the session has not taken. */
export type RightStands = 'live' | 'held_back' | 'ended';

/** How these rights stand, in two questions however many there are; `provider`: whether the word of one counts as both steps. */
export async function findLiveRights(
  db: Queryable,
  rights: StreamRight[],
  provider: boolean,
): Promise<(right: StreamRight) => RightStands> {
  const [agents, guests] = await Promise.all([memberRights(db, rights, provider), liveVisitors(db, rights)]);
  return (right) => {
    if (right.visitorId) return guests.has(right.visitorId) ? 'live' : 'ended';
    return agents.get(keyOf(right)) ?? 'ended';
  };
}

const keyOf = (right: { sessionId: string; projectId: ProjectId }) => `${right.sessionId} ${right.projectId}`;

async function memberRights(
  db: Queryable,
  rights: StreamRight[],
  provider: boolean,
): Promise<Map<string, RightStands>> {
  const ids = rights.flatMap(({ sessionId }) => sessionId ?? []);
  if (ids.length === 0) return new Map();
  const s = alias(sessions, 's');
  const a = alias(agents, 'a');
  const rows = await db
    .select({
      sessionId: s.id,
      projectId: memberships.projectId,
      heldBack: sql<boolean>`${projects.requiresSecondStep} and not ${stepCounts({ provider })}`,
    })
    .from(s)
    .innerJoin(a, eq(a.id, s.userId))
    .innerJoin(memberships, eq(memberships.agentId, s.userId))
    .innerJoin(projects, eq(projects.id, memberships.projectId))
    .where(and(inArray(s.id, ids), gt(s.expiresAt, new Date())));
  return new Map(rows.map((row) => [keyOf(row), row.heldBack ? 'held_back' : 'live']));
}

async function liveVisitors(db: Queryable, rights: StreamRight[]): Promise<Set<VisitorId>> {
  const ids = rights.flatMap(({ visitorId }) => visitorId ?? []);
  if (ids.length === 0) return new Set();
  const rows = await db.select({ id: visitors.id }).from(visitors).where(inArray(visitors.id, ids));
  return new Set(rows.map(({ id }) => id));
}
