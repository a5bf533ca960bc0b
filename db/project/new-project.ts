import { firstAddresses } from '../../domain/project/first-address.ts';
import { Refusal } from '../../domain/errors.ts';
import { newId, type AgentId, type ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { projects } from '../schema/schema.ts';
import { addMember, findRole, GREETING } from './projects.ts';
import { lockProjects, takenAmong } from './support-addresses.ts';

interface NewProject {
  id: ProjectId;
  name: string;
  /** Null: somebody is invited to own it. */
  ownerId: AgentId | null;
  /** Where its first address lies. */
  domain: string;
}

/**
 * Adds a project with a key, an address and an owner of its own. Asked twice with one id, it stays one.
 * @returns whether it is new
 * @throws Refusal
 */
export async function createProject(
  tx: Queryable,
  { id, name, ownerId, domain }: NewProject,
): Promise<boolean> {
  await lockProjects(tx);
  const made = await tx
    .insert(projects)
    .values({
      ...{ id, name, widgetKey: newId('pk'), greeting: GREETING },
      supportAddress: await freeAddress(tx, name, domain),
    })
    .onConflictDoNothing({ target: projects.id })
    .returning({ id: projects.id });
  const owner = ownerId && { projectId: id, agentId: ownerId };
  if (made.length > 0 && owner) await addMember(tx, { ...owner, role: 'owner' });
  if (made.length === 0 && !(owner && (await findRole(tx, owner))))
    throw new Refusal('id_taken', 'There is a project with this id already.');
  return made.length > 0;
}

async function freeAddress(tx: Queryable, name: string, domain: string): Promise<string> {
  for (const address of firstAddresses(name, domain))
    if ((await takenAmong(tx, [address], null)).length === 0) return address;
  throw new Error('There is always another number.');
}
