import { and, eq } from 'drizzle-orm';
import { newId, type AgentId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { accounts, agents, passkeys, secondSteps, sessions } from '../schema/schema.ts';

/** As better-auth keeps them: an agent's password is an account of this provider. */
const BY_PASSWORD = 'credential';

export async function findAccount(
  db: Queryable,
  email: string,
): Promise<{ id: AgentId; name: string } | null> {
  const [row] = await db
    .select({ id: agents.id, name: agents.name })
    .from(agents)
    .where(eq(agents.email, email));
  return row ?? null;
}

/** Makes an agent with a password. Null: the address has an account. */
export async function createAccount(
  tx: Queryable,
  account: { email: string; emailVerified: boolean; name: string; passwordHash: string },
): Promise<AgentId | null> {
  const { passwordHash, ...agent } = account;
  const id: AgentId = newId('agt');
  const made = await tx
    .insert(agents)
    .values({ id, ...agent })
    .onConflictDoNothing()
    .returning({ id: agents.id });
  if (made.length === 0) return null;
  await setPassword(tx, { agentId: id, passwordHash });
  return id;
}

/** A changed password ends every session of its agent (a trigger). */
export async function setPassword(
  db: Queryable,
  { agentId, passwordHash: password }: { agentId: AgentId; passwordHash: string },
): Promise<void> {
  const theirs = and(eq(accounts.userId, agentId), eq(accounts.providerId, BY_PASSWORD));
  const changed = await db.update(accounts).set({ password }).where(theirs).returning({ id: accounts.id });
  if (changed.length > 0) return;
  await db
    .insert(accounts)
    .values({ id: newId('account'), accountId: agentId, providerId: BY_PASSWORD, userId: agentId, password });
}

/** In every browser. What is open by them ends at once (a trigger). */
export async function endSessions(db: Queryable, agentId: AgentId): Promise<void> {
  await db.delete(sessions).where(eq(sessions.userId, agentId));
}

/**
 * Whoever reads an address's mail is its agent. Until then somebody else may have begun the account with a link that was shown
 * to them, and what they set up in it to come back by goes.
 */
export async function proveAddress(db: Queryable, id: AgentId): Promise<void> {
  await db.transaction(async (tx) => {
    const proved = await tx
      .update(agents)
      .set({ emailVerified: true, twoFactorEnabled: false })
      .where(and(eq(agents.id, id), eq(agents.emailVerified, false)))
      .returning({ id: agents.id });
    if (proved.length === 0) return;
    await tx.delete(passkeys).where(eq(passkeys.userId, id));
    await tx.delete(secondSteps).where(eq(secondSteps.userId, id));
  });
}
