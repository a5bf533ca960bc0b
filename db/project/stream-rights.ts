import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { AgentId, Id, ProjectId, VisitorId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { stepCounts } from '../sign-in/admission.ts';
import { agents, identitySecrets, memberships, projects, sessions, visitors } from '../schema/schema.ts';

/** By what right somebody follows a project's events: an agent's session and membership, or a visitor's token. */
export type StreamRight =
  | { projectId: ProjectId; agentId: AgentId; sessionId: string; visitorId?: undefined }
  | {
      projectId: ProjectId;
      visitorId: VisitorId;
      agentId?: undefined;
      sessionId?: undefined;
      /** Of whoever is signed in at their site. */
      signed?: SignedUntil | undefined;
    };

/** What a site signed: by which secret, and when it ends, in milliseconds since 1970. */
export interface SignedUntil {
  secretId: Id<'ids'>;
  until: number;
}

/** `held_back`: its project asks for a second step that the session has not taken. */
export type RightStands = 'live' | 'held_back' | 'ended';

/** How these rights stand, in two questions however many there are; `provider`: whether the word of one counts as both steps. */
export async function findLiveRights(
  db: Queryable,
  rights: StreamRight[],
  provider: boolean,
): Promise<(right: StreamRight) => RightStands> {
  const [agents, guests, secrets] = await Promise.all([
    memberRights(db, rights, provider),
    liveVisitors(db, rights),
    liveSecrets(db, rights),
  ]);
  return (right) => {
    if (right.visitorId) return guests.has(right.visitorId) && stillSigned(right, secrets) ? 'live' : 'ended';
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

/** Neither has the token ended nor the secret that signed it. */
const stillSigned = ({ signed }: { signed?: SignedUntil | undefined }, secrets: Set<Id<'ids'>>): boolean =>
  !signed || (signed.until > Date.now() && secrets.has(signed.secretId));

async function liveSecrets(db: Queryable, rights: StreamRight[]): Promise<Set<Id<'ids'>>> {
  const ids = rights.flatMap((right) => (right.visitorId ? (right.signed?.secretId ?? []) : []));
  if (ids.length === 0) return new Set();
  const { id } = identitySecrets;
  const rows = await db.select({ id }).from(identitySecrets).where(inArray(id, ids));
  return new Set(rows.map((row) => row.id));
}
