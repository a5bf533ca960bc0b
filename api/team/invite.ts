import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { recordAct, type Actor } from '../../db/project/audit.ts';
import type { Database } from '../../db/connection/database.ts';
import {
  createInvitation,
  membersAmong,
  noteSent,
  renewInvitation,
  waitingAmong,
} from '../../db/project/team/invitations.ts';
import { findProject } from '../../db/project/projects.ts';
import { Refusal } from '../../domain/errors.ts';
import { newId, type AgentId, type InvitationId, type ProjectId } from '../../domain/ids.ts';
import type { AuditAct } from '../../domain/project/audit.ts';
import type { Role } from '../../domain/project/roles.ts';
import { hashToken, newVisitorToken as newToken } from '../sign-in/visitor-token.ts';
import { mailInvitation } from './invitation-mail.ts';

export interface InviteDependencies {
  db: Database;
  config: Pick<Config, 'mail' | 'publicUrl'>;
  log: Logger;
}

export interface Invited {
  id: InvitationId;
  email: string;
  /** False: nobody mailed it, and whoever invites passes the link on. */
  sent: boolean;
  /** Shown once: only its hash is kept. Null when it was mailed. */
  link: string | null;
}

interface Asked {
  projectId: ProjectId;
  emails: string[];
  role: Role;
  by: { id: AgentId; name: string; network: string };
  /** False: only the links are wanted. */
  mail: boolean;
}

/** All of them or none: whoever reads that one address is wrong knows that nobody was told anything yet. */
export async function invite(deps: InviteDependencies, asked: Asked): Promise<Invited[]> {
  const { projectId, role } = asked;
  const emails = [...new Set(asked.emails)];
  await demandNew(deps.db, projectId, emails);
  const made = await deps.db.transaction(async (tx) => {
    const rows = emails.map((email) => ({ id: newId('inv'), email, role, token: newToken() }));
    for (const { token, ...row } of rows) {
      const invitation = { ...row, projectId, tokenHash: hashToken(token), invitedBy: asked.by.id };
      if (!(await createInvitation(tx, invitation)))
        throw new Refusal('already_invited', `${row.email} is invited already. Send that invitation again.`);
      await recordAct(tx, { projectId, actor: actorOf(asked), done: invited('member_invited', row) });
    }
    return rows;
  });
  return Promise.all(made.map((each) => deliver(deps, { ...each, ...asked })));
}

/** Another link for an invitation that waits, mailed or to be passed on. Null: it does not wait any more. */
export async function inviteAgain(
  deps: InviteDependencies,
  { id, ...asked }: Omit<Asked, 'emails' | 'role'> & { id: InvitationId },
): Promise<Invited | null> {
  const token = newToken();
  const { projectId } = asked;
  const found = await deps.db.transaction(async (tx) => {
    const made = { tokenHash: hashToken(token), invitedBy: asked.by.id };
    const renewed = await renewInvitation(tx, { projectId, id, ...made });
    if (renewed)
      await recordAct(tx, { projectId, actor: actorOf(asked), done: invited('invitation_renewed', renewed) });
    return renewed;
  });
  return found && deliver(deps, { ...found, token, ...asked });
}

const actorOf = ({ by: { id: agentId, name, network } }: Pick<Asked, 'by'>): Actor => ({
  agentId,
  name,
  network,
});

const invited = (act: AuditAct, { email, role }: { email: string; role: Role }) => ({
  act,
  about: email,
  changes: { role: { from: null, to: role } },
});

type Made = { id: InvitationId; email: string; role: Role; token: string };

/** A mail that cannot be sent leaves the invitation as it is, and the link to whoever invites. */
async function deliver(
  { db, config, log }: InviteDependencies,
  { id, email, role, token, projectId, by, mail }: Made & Pick<Asked, 'projectId' | 'by' | 'mail'>,
): Promise<Invited> {
  const link = `${config.publicUrl}/join/${token}`;
  const project = await findProject(db, projectId);
  if (!mail || !project) return { id, email, sent: false, link };
  try {
    await mailInvitation(config.mail, { project, to: email, role, by: by.name, link });
    await noteSent(db, { projectId, id });
    return { id, email, sent: true, link: null };
  } catch (err) {
    log.warn({ err, invitation: id }, 'an invitation could not be mailed');
    return { id, email, sent: false, link };
  }
}

/** @throws Refusal that names each address that cannot be invited. */
async function demandNew(db: Database, projectId: ProjectId, emails: string[]): Promise<void> {
  const members = await membersAmong(db, projectId, emails);
  const waiting = await waitingAmong(db, projectId, emails);
  const said = [
    ...aboutAll(
      members,
      'on the team already. Take that address out.',
      'on the team already. Take their addresses out.',
    ),
    ...aboutAll(
      waiting,
      'invited already. Send that invitation again.',
      'invited already. Send those invitations again.',
    ),
  ];
  if (members.length > 0) throw new Refusal('already_a_member', said.join(' '));
  if (waiting.length > 0) throw new Refusal('already_invited', said.join(' '));
}

function aboutAll(names: string[], isOne: string, areSome: string): string[] {
  if (names.length === 0) return [];
  const all = new Intl.ListFormat('en').format(names);
  return [names.length === 1 ? `${all} is ${isOne}` : `${all} are ${areSome}`];
}
