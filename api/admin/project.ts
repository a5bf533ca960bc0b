import { listTeam } from '../../db/project/team/members.ts';
import { listAllProjects } from '../../db/project/projects.ts';
import type { AdminVerb } from './verb.ts';

export const project: AdminVerb = {
  takes: 'list',
  does: 'lists the projects, each with its owners',
  run: async ({ db, say }, { words: [what = ''] }) => {
    if (what !== 'list') {
      say('npm run admin -- project list');
      return false;
    }
    for (const { id, name } of await listAllProjects(db)) {
      const team = await listTeam(db, id);
      const owners = team.filter(({ role }) => role === 'owner').map(({ email }) => email);
      say(
        `${id}  ${name}  ${team.length} on the team, ${owners.length > 0 ? `owned by ${owners.join(', ')}` : 'no owner'}`,
      );
    }
    return true;
  },
};
