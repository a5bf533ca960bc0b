import { listAllProjects } from '../../db/project/projects.ts';
import { listTeam } from '../../db/project/team/members.ts';
import type { AdminDependencies } from './verb.ts';

export async function printProjects({ db, say }: AdminDependencies): Promise<boolean> {
  for (const { id, name } of await listAllProjects(db)) {
    const team = await listTeam(db, id);
    const owners = team.filter(({ role }) => role === 'owner').map(({ email }) => email);
    const owned = owners.length > 0 ? `owned by ${owners.join(', ')}` : 'no owner';
    say(`${id}  ${name}  ${team.length} on the team, ${owned}`);
  }
  return true;
}
