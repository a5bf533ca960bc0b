import { recordAct } from '../../db/project/audit.ts';
import { createAccount } from '../../db/project/accounts.ts';
import {
  findInvitation,
  takeInvitation,
  type FoundInvitation,
} from '../../db/project/team/invitation-links.ts';
import { addMember, findRole } from '../../db/project/projects.ts';
import { Refusal, type RefusalCode } from '../../domain/errors.ts';
import type { AgentId, ProjectId } from '../../domain/ids.ts';
import type { InvitationState } from '../../domain/project/invitation.ts';
import type { AuditedAct } from '../../domain/project/audit.ts';
import type { Role } from '../../domain/project/roles.ts';
import { isStrongPassword, STRONG_PASSWORD } from '../../password-strength.ts';
import type { Context } from '../rpc/context.ts';
import { hashToken } from '../sign-in/visitor-token.ts';

type Joining = Pick<Context, 'db' | 'auth' | 'limits' | 'address'>;

const ENDED: Record<Exclude<InvitationState, 'open'>, RefusalCode> = {
  expired: 'invitation_expired',
  used: 'invitation_used',
  revoked: 'invitation_revoked',
};

/** What a link is for. A guess is counted, and looks like a link that another has replaced. */
async function invitationOf(ctx: Joining, token: string): Promise<FoundInvitation> {
  const found = await findInvitation(ctx.db, hashToken(token));
  if (found) return found;
  await ctx.limits.wrongToken(ctx.address);
  throw new Refusal('invitation_unknown');
}

export async function openInvitation(ctx: Joining, token: string): Promise<FoundInvitation> {
  const found = await invitationOf(ctx, token);
  if (found.state !== 'open') throw new Refusal(ENDED[found.state]);
  return found;
}

/** Whoever has no account yet joins with a name and a password. @returns what they sign in with. */
export async function joinWithNewAccount(
  ctx: Joining,
  { token, name, password }: { token: string; name: string; password: string },
): Promise<{ email: string; agentId: AgentId; projectId: ProjectId }> {
  const { email, hasAccount, projectName, untold } = await openInvitation(ctx, token);
  if (untold) throw new Refusal('prove_address');
  if (hasAccount) throw new Refusal('account_exists');
  if (!isStrongPassword(password, [email, name, projectName]))
    throw new Refusal('weak_password', `A password must be ${STRONG_PASSWORD}.`);
  const passwordHash = await (await ctx.auth.$context).password.hash(password);
  const begun = await ctx.db.transaction(async (tx) => {
    const taken = await takeInvitation(tx, hashToken(token));
    if (!taken) return null;
    const { projectId, role, mailed: emailVerified } = taken;
    const agentId = await createAccount(tx, { email, emailVerified, name, passwordHash });
    if (!agentId) throw new Refusal('account_exists');
    await addMember(tx, { projectId, role, agentId });
    await recordAct(tx, {
      projectId,
      actor: { agentId, name, network: ctx.address },
      done: acceptedAs(role),
    });
    return { email, agentId, projectId };
  });
  return begun ?? (await explain(ctx, token));
}

/** Whoever is signed in as the invited address joins with that account. Asked again, they are on the team. */
export async function joinSignedIn(
  ctx: Joining & { agent: { id: AgentId; email: string; name: string } },
  token: string,
): Promise<{ projectId: ProjectId }> {
  const { agent, db } = ctx;
  const found = await invitationOf(ctx, token);
  const { email, projectId } = found;
  if (email !== agent.email.toLowerCase()) throw new Refusal('other_account', otherWords(email, agent.email));
  if (found.state === 'used' && (await findRole(db, { projectId, agentId: agent.id }))) return { projectId };
  return (await take(ctx, token)) ?? (await explain(ctx, token));
}

const take = ({ db, agent, address: network }: Parameters<typeof joinSignedIn>[0], token: string) =>
  db.transaction(async (tx) => {
    const taken = await takeInvitation(tx, hashToken(token));
    if (!taken) return null;
    const { projectId, role } = taken;
    await addMember(tx, { projectId, role, agentId: agent.id });
    const actor = { agentId: agent.id, name: agent.name, network };
    await recordAct(tx, { projectId, actor, done: acceptedAs(role) });
    return { projectId };
  });

const acceptedAs = (role: Role): AuditedAct => ({
  act: 'invitation_accepted',
  changes: { role: { from: null, to: role } },
});

/** It was not open when it was to be taken: somebody else was first, or its time has just ended. */
async function explain(ctx: Joining, token: string): Promise<never> {
  await openInvitation(ctx, token);
  throw new Refusal('try_again');
}

const otherWords = (invited: string, own: string) =>
  `This invitation is for ${invited}, and you are signed in as ${own}. Sign out, then open the link again.`;
