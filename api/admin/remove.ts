import { findAccount } from '../../db/project/accounts.ts';
import { recordAct } from '../../db/project/audit.ts';
import { removeMember } from '../../db/project/team/members.ts';
import { findProject, listProjects, type Project } from '../../db/project/projects.ts';
import { SHELL } from './shell-actor.ts';
import type { AdminVerb } from './verb.ts';
import { whichProject } from './which-project.ts';

export const remove: AdminVerb = {
  takes: 'EMAIL [--project NAME_OR_ID] [--leave-without-owner]',
  does: 'takes EMAIL off the team; their conversations become unassigned',
  run: async (deps, { words: [address = ''], project: named, withoutOwner }) => {
    const { db, say } = deps;
    const account = await findAccount(db, address.toLowerCase());
    const theirs = account ? await listProjects(db, account.id) : [];
    if (!account || theirs.length === 0) {
      say(`${address || 'Nobody'} is on no team.`);
      return false;
    }
    const found = await Promise.all(theirs.map(({ id }) => findProject(db, id)));
    const among = found.filter((each): each is Project => each !== null);
    const project = await whichProject(deps, named, { among });
    if (!project) return false;
    const member = { projectId: project.id, agentId: account.id, by: 'shell', withoutOwner } as const;
    const refusal = await db.transaction(async (tx) => {
      const refused = await removeMember(tx, member);
      const done = { act: 'member_removed', about: account.name } as const;
      if (!refused) await recordAct(tx, { projectId: project.id, actor: SHELL, done });
      return refused;
    });
    if (refusal === 'last_owner') {
      say(`${account.name} is the last owner of ${project.name}. Invite another owner first:`);
      say(`npm run admin -- invite EMAIL --role owner --project ${project.id}`);
      say('Or repeat this with --leave-without-owner: then only the shell can make one.');
      return false;
    }
    say(
      refusal
        ? `${account.name} is not on the team of ${project.name}.`
        : `${account.name} is off the team of ${project.name}. Their conversations become unassigned.`,
    );
    return !refusal;
  },
};
