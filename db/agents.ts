import { eq } from 'drizzle-orm';
import type { AgentId } from '../domain/ids.ts';
import type { NotifyByMail } from '../domain/views.ts';
import type { Queryable } from './database.ts';
import { agents } from './schema.ts';

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
