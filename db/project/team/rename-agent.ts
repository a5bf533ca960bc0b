import { eq } from 'drizzle-orm';
import type { AgentId } from '../../../domain/ids.ts';
import { changesBetween } from '../../../domain/project/audit.ts';
import type { Database } from '../../connection/database.ts';
import { notify } from '../../connection/feed.ts';
import { agents } from '../../schema/schema.ts';
import { recordOwnAct } from '../audit.ts';

/**
 * What an agent said and did before is theirs under the new name, because rows name agents by id; only the audit log keeps the name that somebody
 * had when they acted, and this change with it.
 */
export async function renameAgent(
  db: Database,
  { agentId, name, network }: { agentId: AgentId; name: string; network: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const [before] = await tx
      .select({ name: agents.name })
      .from(agents)
      .where(eq(agents.id, agentId))
      .for('update');
    const changes = changesBetween({ name: before?.name }, { name });
    if (!changes) return;
    const places = await recordOwnAct(tx, { agentId, act: 'name_changed', network, changes });
    await tx.update(agents).set({ name, updatedAt: new Date() }).where(eq(agents.id, agentId));
    for (const projectId of places) await notify(tx, { kind: 'team', projectId });
  });
}
