import { z } from 'zod';
import { audited } from '../audit/audited.ts';
import { findName } from '../../db/project/agents.ts';
import { findRole } from '../../db/project/projects.ts';
import { changesBetween } from '../../domain/project/audit.ts';
import type { AgentId, ProjectId } from '../../domain/ids.ts';
import { hasTakenStep } from '../../db/sign-in/admission.ts';
import { listSignsIn, requireSecondStep, requiresSecondStep } from '../../db/sign-in/second-steps.ts';
import { bearerOf, type Context, type SignedIn } from '../rpc/context.ts';
import { listInvitations, makesOwner, revokeInvitation } from '../../db/project/team/invitations.ts';
import { changeRole, listFormer, listTeam, removeMember } from '../../db/project/team/members.ts';
import { may } from '../../domain/contract/permissions.ts';
import { agentId, emailAddress, idSchema } from '../../domain/contract/schemas.ts';
import { Refusal, type RefusalCode } from '../../domain/errors.ts';
import { MAX_INVITED } from '../../domain/limits.ts';
import { ROLES } from '../../domain/project/roles.ts';
import { invite, inviteAgain } from '../team/invite.ts';
import { projectProcedure, router } from '../rpc/trpc.ts';

const member = z.object({ agentId });
const invitation = z.object({ id: idSchema('inv') });
const role = z.enum(ROLES);

export const teamRouter = router({
  list: projectProcedure.query(async ({ ctx: { db, projectId, role: own } }) => {
    const mayInvite = may(own, 'team.invite');
    const [members, former, invitations, ways, required] = await Promise.all([
      listTeam(db, projectId),
      listFormer(db, projectId),
      mayInvite ? listInvitations(db, projectId) : [],
      mayInvite ? listSignsIn(db, projectId) : null,
      requiresSecondStep(db, projectId),
    ]);
    return {
      members: members.map((each) => ({ ...each, signsIn: ways?.get(each.id) ?? null })),
      former,
      invitations,
      requiresSecondStep: required,
    };
  }),

  invite: projectProcedure
    .input(z.object({ emails: z.array(emailAddress).min(1).max(MAX_INVITED), role, mail: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      if (input.role === 'owner' && ctx.role !== 'owner') throw new Refusal('owners_only');
      for (const _ of input.emails) await ctx.limits.invitation(ctx.projectId);
      return invite(ctx, { ...input, projectId: ctx.projectId, by: { ...ctx.agent, network: ctx.address } });
    }),

  /** Links from before do not work any more: only their hash was kept. */
  inviteAgain: projectProcedure
    .input(invitation.extend({ mail: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      const { projectId } = ctx;
      const by = { ...ctx.agent, network: ctx.address };
      if (ctx.role !== 'owner' && (await makesOwner(ctx.db, { projectId, id: input.id })))
        throw new Refusal('owners_only');
      await ctx.limits.invitation(projectId);
      const again = await inviteAgain(ctx, { ...input, projectId, by });
      if (!again) throw new Refusal('not_found');
      return again;
    }),

  revoke: projectProcedure.input(invitation).mutation(({ ctx, input }) =>
    audited(ctx, async (tx) => {
      const about = await revokeInvitation(tx, { projectId: ctx.projectId, id: input.id });
      if (about === null) throw new Refusal('not_found');
      return { result: undefined, done: { act: 'invitation_revoked', about } };
    }),
  ),

  changeRole: projectProcedure.input(member.extend({ role })).mutation(async ({ ctx, input }) => {
    const { projectId, agent, log } = ctx;
    await audited(ctx, async (tx) => {
      const from = await findRole(tx, { projectId, agentId: input.agentId });
      granted(await changeRole(tx, { ...input, projectId, by: agent.id }));
      const changes = changesBetween({ role: from }, { role: input.role });
      const about = await findName(tx, input.agentId);
      return { result: undefined, done: changes && { act: 'role_changed', about, changes } };
    });
    log.info({ event: { kind: 'role_changed', ...input, projectId, by: agent.id } }, 'account');
  }),

  remove: projectProcedure.input(member).mutation(({ ctx, input }) => end(ctx, input.agentId)),

  /** Whoever has none is kept out from then on; whoever asks must have one, or would be the first. */
  requireSecondStep: projectProcedure
    .input(z.object({ required: z.boolean() }))
    .mutation(async ({ ctx, input: { required } }) => {
      const { projectId, agent } = ctx;
      if (required && !(await hasTakenStep(ctx.db, bearerOf(ctx, agent))))
        throw new Refusal('own_step_first');
      await audited(ctx, async (tx) => {
        const changed = await requireSecondStep(tx, { projectId, required });
        const act = required ? 'second_step_required' : 'second_step_not_required';
        return { result: undefined, done: changed ? { act } : null };
      });
    }),

  leave: projectProcedure.mutation(({ ctx }) => end(ctx, ctx.agent.id)),
});

type Ending = Pick<Context, 'db' | 'address' | 'log'> & { projectId: ProjectId; agent: SignedIn };

async function end(ctx: Ending, agentId: AgentId): Promise<void> {
  const { projectId, agent, log } = ctx;
  const itself = agentId === agent.id;
  await audited(ctx, async (tx) => {
    granted(await removeMember(tx, { agentId, projectId, by: agent.id }));
    const done = itself
      ? ({ act: 'member_left' } as const)
      : ({ act: 'member_removed', about: await findName(tx, agentId) } as const);
    return { result: undefined, done };
  });
  log.info({ event: { kind: 'left_team', agentId, projectId, by: agent.id } }, 'account');
}

function granted(refusal: RefusalCode | null): void {
  if (refusal) throw new Refusal(refusal);
}
