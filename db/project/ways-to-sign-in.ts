import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { AgentId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { accounts, agents, passkeys, verifications } from '../schema/schema.ts';

/** By what an agent can prove who they are. */
export async function readWaysToSignIn(db: Queryable, agentId: AgentId) {
  const [own, password, agent] = await Promise.all([
    db
      .select({ id: passkeys.id, name: passkeys.name, createdAt: passkeys.createdAt })
      .from(passkeys)
      .where(eq(passkeys.userId, agentId))
      .orderBy(asc(passkeys.createdAt)),
    hasPassword(db, agentId),
    db.select({ on: agents.twoFactorEnabled }).from(agents).where(eq(agents.id, agentId)),
  ]);
  return { password, passkeys: own, secondStep: agent[0]?.on ?? false };
}

export async function hasPassword(db: Queryable, agentId: AgentId): Promise<boolean> {
  const rows = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(eq(accounts.userId, agentId), eq(accounts.providerId, 'credential'), isNotNull(accounts.password)),
    );
  return rows.length > 0;
}

export async function hasPasskey(db: Queryable, agentId: AgentId): Promise<boolean> {
  return (await db.$count(passkeys, eq(passkeys.userId, agentId))) > 0;
}

/** Links of forgotten passwords and half-finished sign-ins: a new password ends them all. */
export async function endOpenVerifications(db: Queryable, agentId: AgentId): Promise<void> {
  await db.delete(verifications).where(eq(verifications.value, agentId));
}
