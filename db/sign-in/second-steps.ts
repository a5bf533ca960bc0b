import { and, eq, notExists, sql } from 'drizzle-orm';
import type { AgentId, ProjectId } from '../../domain/ids.ts';
import { signsIn, type SignsIn } from '../../domain/project/signs-in.ts';
import { notify } from '../connection/feed.ts';
import type { Queryable } from '../connection/database.ts';
import {
  accounts,
  agents,
  memberships,
  passkeys,
  projects,
  secondSteps,
  sessions,
} from '../schema/schema.ts';

/** @returns whether it was otherwise. Streams of whoever has none end at once. */
export async function requireSecondStep(
  tx: Queryable,
  { projectId, required }: { projectId: ProjectId; required: boolean },
): Promise<boolean> {
  const changed = await tx
    .update(projects)
    .set({ requiresSecondStep: required })
    .where(and(eq(projects.id, projectId), eq(projects.requiresSecondStep, !required)))
    .returning({ id: projects.id });
  if (changed.length === 0) return false;
  if (required) await notify(tx, { kind: 'second_step_required', projectId });
  await notify(tx, { kind: 'team', projectId });
  return true;
}

export async function requiresSecondStep(db: Queryable, projectId: ProjectId): Promise<boolean> {
  const [row] = await db
    .select({ required: projects.requiresSecondStep })
    .from(projects)
    .where(eq(projects.id, projectId));
  return row?.required ?? false;
}

/** By what each of a team signs in. */
export async function listSignsIn(db: Queryable, projectId: ProjectId): Promise<Map<AgentId, SignsIn>> {
  const account = (kind: ReturnType<typeof sql>) =>
    sql<boolean>`exists (select from ${accounts} where ${accounts.userId} = ${agents.id} and ${kind})`;
  const rows = await db
    .select({
      id: agents.id,
      authenticator: agents.twoFactorEnabled,
      passkey: sql<boolean>`exists (select from ${passkeys} where ${passkeys.userId} = ${agents.id})`,
      password: account(sql`${accounts.providerId} = 'credential' and ${accounts.password} is not null`),
      provider: account(sql`${accounts.providerId} <> 'credential'`),
    })
    .from(memberships)
    .innerJoin(agents, eq(agents.id, memberships.agentId))
    .where(eq(memberships.projectId, projectId));
  return new Map(rows.map(({ id, ...ways }) => [id, signsIn(ways)]));
}

/** A session whose agent has just shown a passkey on it goes on as one that came in by it. */
export async function markProvenByPasskey(db: Queryable, sessionId: string): Promise<void> {
  await db.update(sessions).set({ provenBy: 'passkey' }).where(eq(sessions.id, sessionId));
}

/** Once the last passkey is gone, what came in by one has no more than a password behind it. */
export async function forgetPasskeyProofs(db: Queryable, agentId: AgentId): Promise<void> {
  const left = db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.userId, agentId));
  await db
    .update(sessions)
    .set({ provenBy: null })
    .where(and(eq(sessions.userId, agentId), eq(sessions.provenBy, 'passkey'), notExists(left)));
}

/** For somebody who has lost them all: afterwards a password is enough. */
export async function removeSecondSteps(tx: Queryable, agentId: AgentId): Promise<void> {
  await tx.update(agents).set({ twoFactorEnabled: false }).where(eq(agents.id, agentId));
  await tx.delete(secondSteps).where(eq(secondSteps.userId, agentId));
  await tx.delete(passkeys).where(eq(passkeys.userId, agentId));
}
