import { findAccount } from '../../db/project/accounts.ts';
import { recordAct } from '../../db/project/audit.ts';
import { changeRole, type MemberRefusal } from '../../db/project/team/members.ts';
import { findRole, type Project } from '../../db/project/projects.ts';
import { emailAddress } from '../../domain/contract/schemas.ts';
import { refusals } from '../../domain/errors.ts';
import type { AgentId, ProjectId } from '../../domain/ids.ts';
import type { Role } from '../../domain/project/roles.ts';
import { makeLink } from './make-link.ts';
import { SHELL } from './shell-actor.ts';
import type { AdminDependencies, AdminVerb } from './verb.ts';
import { whichProject } from './which-project.ts';

/** Nothing is mailed: whoever is locked out may be so because mail does not work. */
export const invite: AdminVerb = {
  takes: 'EMAIL [--role agent|admin|owner] [--project NAME_OR_ID]',
  does: 'prints a link by which EMAIL joins the team; a member gets the role',
  run: async (deps, { words: [address = ''], role, project: named }) => {
    const email = emailAddress.safeParse(address).data;
    if (!email) deps.say(`“${address}” is no email address.`);
    const project = email ? await whichProject(deps, named) : null;
    if (!email || !project) return false;
    return (await giveRole(deps, { email, role, project })) ?? makeLink(deps, { email, role, project });
  },
};

interface Asked {
  email: string;
  role: Role | undefined;
  project: Project;
}

/** When the last owner has gone, somebody of the team becomes one. Null: not on the team. */
async function giveRole(
  { db, say }: AdminDependencies,
  { email, role, project }: Asked,
): Promise<boolean | null> {
  const account = await findAccount(db, email);
  const which = account && { projectId: project.id, agentId: account.id };
  const has = which && (await findRole(db, which));
  if (!which || !has) return null;
  const refusal = role && role !== has ? await change(db, { ...which, role, has, name: account.name }) : null;
  if (refusal) say(refusals[refusal].words);
  else if (role && role !== has) say(`${account.name} is ${role} of ${project.name} now.`);
  else say(`${account.name} is on the team of ${project.name} already, as ${has}.`);
  return !refusal && role !== undefined;
}

function change(
  db: AdminDependencies['db'],
  { has, name, ...which }: { projectId: ProjectId; agentId: AgentId; role: Role; has: Role; name: string },
): Promise<MemberRefusal | null> {
  const { projectId, role } = which;
  return db.transaction(async (tx) => {
    const refusal = await changeRole(tx, { ...which, by: 'shell' });
    const changes = { role: { from: has, to: role } };
    if (!refusal)
      await recordAct(tx, { projectId, actor: SHELL, done: { act: 'role_changed', about: name, changes } });
    return refusal;
  });
}
