import { and, desc, eq, gt, ne } from 'drizzle-orm';
import type { AgentId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { sessions } from '../schema/schema.ts';

/** Somewhere an agent is signed in. Times are moments; the newest comes first. */
export async function listSessions(db: Queryable, agentId: AgentId) {
  return db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      address: sessions.ipAddress,
      beganAt: sessions.createdAt,
      seenAt: sessions.updatedAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, agentId), gt(sessions.expiresAt, new Date())))
    .orderBy(desc(sessions.createdAt));
}

/** Ends one of an agent's own sessions, and its event streams with it. */
export async function endSession(db: Queryable, of: { agentId: AgentId; sessionId: string }): Promise<void> {
  await db.delete(sessions).where(and(eq(sessions.id, of.sessionId), eq(sessions.userId, of.agentId)));
}

export async function endOtherSessions(
  db: Queryable,
  of: { agentId: AgentId; sessionId: string },
): Promise<void> {
  await db.delete(sessions).where(and(ne(sessions.id, of.sessionId), eq(sessions.userId, of.agentId)));
}

/** When whoever holds a session last proved who they are; null for one that has ended. */
export async function findProvenAt(db: Queryable, sessionId: string): Promise<Date | null> {
  const [row] = await db
    .select({ provenAt: sessions.provenAt })
    .from(sessions)
    .where(eq(sessions.id, sessionId));
  return row?.provenAt ?? null;
}

export async function markProven(db: Queryable, sessionId: string): Promise<void> {
  await db.update(sessions).set({ provenAt: new Date() }).where(eq(sessions.id, sessionId));
}
