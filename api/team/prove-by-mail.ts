import { findInviter, noteSent, renewInvitation } from '../../db/project/team/invitations.ts';
import { findProject } from '../../db/project/projects.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Context } from '../rpc/context.ts';
import { hashToken, newVisitorToken as newToken } from '../sign-in/visitor-token.ts';
import { mailInvitation } from './invitation-mail.ts';
import { openInvitation } from './join.ts';

type Proving = Pick<Context, 'db' | 'auth' | 'limits' | 'address' | 'config' | 'log'>;

/** The link that was shown ends when the mail has left, and not before: whoever has it could go no other way. */
export async function proveByMail(ctx: Proving, shown: string): Promise<void> {
  const { db, config, log, limits } = ctx;
  const { id, projectId, email: to, role, by } = await openInvitation(ctx, shown);
  await limits.invitation(projectId);
  const project = await findProject(db, projectId);
  if (!project) throw new Refusal('invitation_unknown');
  const token = newToken();
  const link = `${config.publicUrl}/join/${token}`;
  await mailInvitation(config.mail, { project, to, role, by: by ?? project.name, link }).catch(
    (err: unknown) => {
      log.warn({ err, invitation: id }, 'an invitation could not be mailed');
      throw new Refusal('mail_not_taken');
    },
  );
  await db.transaction(async (tx) => {
    const invitedBy = await findInviter(tx, { projectId, id });
    await renewInvitation(tx, { projectId, id, invitedBy, tokenHash: hashToken(token) });
    await noteSent(tx, { projectId, id });
  });
}
