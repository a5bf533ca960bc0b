import { and, desc, eq, gte, inArray, lt, sql, type SQL } from 'drizzle-orm';
import type { AuditAct, AuditChanges, AuditedAct } from '../../domain/project/audit.ts';
import { newId, type AgentId, type Id, type ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { agents, auditLog, memberships } from '../schema/schema.ts';

/** Who did it, and from where. */
export interface Actor {
  agentId: AgentId | null;
  name: string;
  network: string | null;
}

export interface AuditRow {
  id: Id<'aud'>;
  /** ISO 8601. */
  at: string;
  by: string;
  act: AuditAct;
  about: string | null;
  changes: AuditChanges | null;
  network: string | null;
}

export interface AuditFilter {
  projectId: ProjectId;
  act?: AuditAct | undefined;
  agentId?: AgentId | undefined;
  /** From this moment on, ISO 8601. */
  from?: string | undefined;
  /** Before this moment, ISO 8601. */
  until?: string | undefined;
}

export async function recordAct(
  tx: Queryable,
  { projectId, actor, done }: { projectId: ProjectId; actor: Actor; done: AuditedAct },
): Promise<void> {
  const { agentId, name: byName, network } = actor;
  const { act, about = null, changes = null } = done;
  await tx
    .insert(auditLog)
    .values({ id: newId('aud'), projectId, agentId, byName, network, act, about, changes });
}

interface OwnAct {
  agentId: AgentId;
  act: AuditAct;
  network: string | null;
  changes?: AuditChanges;
}

/** What an agent does to their own account stands in the log of every project they work for. @returns those. */
export async function recordOwnAct(
  db: Queryable,
  { agentId, act, network, changes }: OwnAct,
): Promise<ProjectId[]> {
  const places = await db
    .select({ projectId: memberships.projectId, byName: agents.name })
    .from(memberships)
    .innerJoin(agents, eq(agents.id, memberships.agentId))
    .where(eq(memberships.agentId, agentId));
  if (places.length === 0) return [];
  await db
    .insert(auditLog)
    .values(places.map((place) => ({ id: newId('aud'), ...place, agentId, act, network, changes })));
  return places.map(({ projectId }) => projectId);
}

/** The newest first, `most` of them, older than the row `before`. */
export async function listActs(
  db: Queryable,
  { before, most, ...filter }: AuditFilter & { before: Id<'aud'> | null; most: number },
): Promise<AuditRow[]> {
  const rows = await db
    .select()
    .from(auditLog)
    .where(and(...conditionsOf(filter), before ? olderThan(before) : undefined))
    .orderBy(desc(auditLog.createdAt), desc(auditLog.id))
    .limit(most);
  return rows.map(({ id, byName, act, about, changes, network, createdAt }) => ({
    ...{ id, act, about, changes, network },
    at: createdAt.toISOString(),
    by: byName,
  }));
}

function conditionsOf({ projectId, act, agentId, from, until }: AuditFilter): (SQL | undefined)[] {
  return [
    eq(auditLog.projectId, projectId),
    act && eq(auditLog.act, act),
    agentId && eq(auditLog.agentId, agentId),
    from ? gte(auditLog.createdAt, new Date(from)) : undefined,
    until ? lt(auditLog.createdAt, new Date(until)) : undefined,
  ];
}

/** Two acts of one transaction have one time. */
const olderThan = (id: Id<'aud'>) =>
  sql`(${auditLog.createdAt}, ${auditLog.id}) < (select created_at, id from audit_log where id = ${id})`;

/** Who did something here, with the names they have today. */
export async function listActors(
  db: Queryable,
  projectId: ProjectId,
): Promise<{ id: AgentId; name: string }[]> {
  const acted = db
    .selectDistinct({ agentId: auditLog.agentId })
    .from(auditLog)
    .where(eq(auditLog.projectId, projectId));
  return db
    .select({ id: agents.id, name: agents.name })
    .from(agents)
    .where(inArray(agents.id, acted))
    .orderBy(agents.name);
}
