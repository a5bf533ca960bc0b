import { and, asc, eq, gt, ne } from 'drizzle-orm';
import type { AgentId } from '../../domain/ids.ts';
import type { NotifyByMail } from '../../domain/inbox/views.ts';
import type { Queryable } from '../connection/database.ts';
import { agents, memberships, projects, sessions } from '../schema/schema.ts';

/** What an agent has set for themselves, whatever the project. */
export interface AgentSettings {
  /** Markdown; empty for none. */
  signature: string;
  notifyByMail: NotifyByMail;
}

/** False: nobody could sign in. */
export async function hasAgents(db: Queryable): Promise<boolean> {
  return (await db.select({ id: agents.id }).from(agents).limit(1)).length > 0;
}

/** Whether somebody works for any project. */
export async function isOnTeam(db: Queryable, email: string): Promise<boolean> {
  return (await findMailSender(db, email.toLowerCase())) !== null;
}

export async function readAgentSettings(db: Queryable, id: AgentId): Promise<AgentSettings> {
  const [row] = await db
    .select({ signature: agents.signature, notifyByMail: agents.notifyByMail })
    .from(agents)
    .where(eq(agents.id, id));
  return { signature: row?.signature ?? '', notifyByMail: row?.notifyByMail ?? 'away' };
}

export async function saveAgentSettings(
  db: Queryable,
  id: AgentId,
  { signature, notifyByMail }: { [Name in keyof AgentSettings]?: AgentSettings[Name] | undefined },
): Promise<void> {
  const changed = {
    ...(signature !== undefined && { signature: signature || null }),
    ...(notifyByMail && { notifyByMail }),
  };
  if (Object.keys(changed).length > 0) await db.update(agents).set(changed).where(eq(agents.id, id));
}

/** Where somebody is signed in to an account, one session left out: the networks as they were stored. */
export async function addressesOfSessions(db: Queryable, email: string, without = ''): Promise<string[]> {
  const rows = await db
    .selectDistinct({ address: sessions.ipAddress })
    .from(sessions)
    .innerJoin(agents, eq(agents.id, sessions.userId))
    .where(and(eq(agents.email, email), gt(sessions.expiresAt, new Date()), ne(sessions.id, without)));
  return rows.flatMap(({ address }) => address ?? []);
}

/** Who mails an agent about their own account: the project they have worked for longest. */
export async function findMailSender(
  db: Queryable,
  email: string,
): Promise<{ agentId: AgentId; supportAddress: string; projectName: string } | null> {
  const [row] = await db
    .select({
      agentId: agents.id,
      supportAddress: projects.supportAddress,
      projectName: projects.name,
    })
    .from(agents)
    .innerJoin(memberships, eq(memberships.agentId, agents.id))
    .innerJoin(projects, eq(projects.id, memberships.projectId))
    .where(eq(agents.email, email))
    .orderBy(asc(memberships.createdAt), asc(projects.id))
    .limit(1);
  return row ?? null;
}

export async function findAddress(db: Queryable, id: AgentId): Promise<string | null> {
  const [row] = await db.select({ email: agents.email }).from(agents).where(eq(agents.id, id));
  return row?.email ?? null;
}

export async function findName(db: Queryable, id: AgentId): Promise<string | null> {
  const [row] = await db.select({ name: agents.name }).from(agents).where(eq(agents.id, id));
  return row?.name ?? null;
}
