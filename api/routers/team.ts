import { z } from 'zod';
import { listInvitations, makesOwner, revokeInvitation } from '../../db/project/invitations.ts';
import { changeRole, listFormer, listTeam, removeMember } from '../../db/project/members.ts';
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
    const [members, former, invitations] = await Promise.all([
      listTeam(db, projectId),
      listFormer(db, projectId),
      may(own, 'team.invite') ? listInvitations(db, projectId) : [],
    ]);
    return { members, former, invitations };
  }),

  invite: projectProcedure
    .input(z.object({ emails: z.array(emailAddress).min(1).max(MAX_INVITED), role, mail: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      if (input.role === 'owner' && ctx.role !== 'owner') throw new Refusal('owners_only');
      for (const _ of input.emails) await ctx.limits.invitation(ctx.projectId);
      return invite(ctx, { ...input, projectId: ctx.projectId, by: ctx.agent });
    }),

  /** Links from before do not work any more: only their hash was kept. */
  inviteAgain: projectProcedure
    .input(invitation.extend({ mail: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      const { projectId, agent: by } = ctx;
      if (ctx.role !== 'owner' && (await makesOwner(ctx.db, { projectId, id: input.id })))
        throw new Refusal('owners_only');
      await ctx.limits.invitation(projectId);
      const again = await inviteAgain(ctx, { ...input, projectId, by });
      if (!again) throw new Refusal('not_found');
      return again;
    }),

  revoke: projectProcedure.input(invitation).mutation(async ({ ctx: { db, projectId }, input }) => {
    if (!(await revokeInvitation(db, { projectId, id: input.id }))) throw new Refusal('not_found');
  }),

  changeRole: projectProcedure.input(member.extend({ role })).mutation(async ({ ctx, input }) => {
    const { db, projectId, agent, log } = ctx;
    granted(await changeRole(db, { ...input, projectId, by: agent.id }));
    log.info({ event: { kind: 'role_changed', ...input, projectId, by: agent.id } }, 'account');
  }),

  remove: projectProcedure.input(member).mutation(async ({ ctx, input }) => {
    const { db, projectId, agent, log } = ctx;
    granted(await removeMember(db, { ...input, projectId, by: agent.id }));
    log.info({ event: { kind: 'left_team', ...input, projectId, by: agent.id } }, 'account');
  }),

  leave: projectProcedure.mutation(async ({ ctx: { db, projectId, agent, log } }) => {
    granted(await removeMember(db, { projectId, agentId: agent.id, by: agent.id }));
    log.info({ event: { kind: 'left_team', agentId: agent.id, projectId, by: agent.id } }, 'account');
  }),
});

function granted(refusal: RefusalCode | null): void {
  if (refusal) throw new Refusal(refusal);
}
