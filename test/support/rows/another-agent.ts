import type { Queryable } from '../../../db/connection/database.ts';
import { agents, memberships } from '../../../db/schema/schema.ts';
import { newId, type AgentId, type ProjectId } from '../../../domain/ids.ts';

/** Somebody more on a project's team. */
export async function anotherAgent(
  db: Queryable,
  { projectId, ...row }: { projectId: ProjectId } & Partial<typeof agents.$inferInsert>,
): Promise<AgentId> {
  const id: AgentId = newId('agt');
  await db.insert(agents).values({ name: 'Ben', email: `${id}@acme.example`, ...row, id });
  await db.insert(memberships).values({ projectId, agentId: id });
  return id;
}
