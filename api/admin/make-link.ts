import { createInvitation, listInvitations, renewInvitation } from '../../db/project/team/invitations.ts';
import { recordAct } from '../../db/project/audit.ts';
import type { Project } from '../../db/project/projects.ts';
import { newId } from '../../domain/ids.ts';
import { INVITATION_DAYS } from '../../domain/project/invitation.ts';
import type { Role } from '../../domain/project/roles.ts';
import { hashToken, newVisitorToken as newToken } from '../sign-in/visitor-token.ts';
import { SHELL } from './shell-actor.ts';
import type { AdminDependencies } from './verb.ts';

interface Asked {
  email: string;
  role: Role | undefined;
  project: Project;
}

/** Prints a link to join. Another one when the address has an invitation already: its link is not known any more. */
export async function makeLink({ db, say, config }: AdminDependencies, asked: Asked): Promise<boolean> {
  const { email, role = 'agent', project } = asked;
  const projectId = project.id;
  const token = newToken();
  const tokenHash = hashToken(token);
  const made = { id: newId('inv'), projectId, email, role, tokenHash, invitedBy: null };
  const isNew = await db.transaction(async (tx) => {
    const inserted = await createInvitation(tx, made);
    const act = inserted ? 'member_invited' : 'invitation_renewed';
    const changes = { role: { from: null, to: role } };
    await recordAct(tx, { projectId, actor: SHELL, done: { act, about: email, changes } });
    return inserted;
  });
  if (!isNew) {
    const waiting = (await listInvitations(db, projectId)).find((each) => each.email === email);
    if (!waiting || !(await renewInvitation(db, { ...made, id: waiting.id }))) {
      say(`${email} has joined in this moment, or the invitation was revoked. Try again.`);
      return false;
    }
    say('The link from before does not work any more.');
  }
  say(`${email} joins ${project.name} as ${role} here, once, within ${INVITATION_DAYS} days:`);
  say(`${config.publicUrl}/join/${token}`);
  return true;
}
