import { eq } from 'drizzle-orm';
import type { AgentId } from '../domain/ids.ts';
import type { Queryable } from './database.ts';
import { agents } from './schema.ts';

/** What an agent has set for themselves, whatever the project. */
export interface AgentSettings {
  /** Markdown; empty for none. */
  signature: string;
}

export async function readAgentSettings(db: Queryable, id: AgentId): Promise<AgentSettings> {
  const [row] = await db.select({ signature: agents.signature }).from(agents).where(eq(agents.id, id));
  return { signature: row?.signature ?? '' };
}

export async function saveAgentSettings(db: Queryable, id: AgentId, settings: AgentSettings): Promise<void> {
  await db
    .update(agents)
    .set({ signature: settings.signature || null })
    .where(eq(agents.id, id));
}
