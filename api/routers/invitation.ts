import { z } from 'zod';
import { MAX_PASSWORD } from '../../domain/limits.ts';
import { joinSignedIn, joinWithNewAccount, openInvitation } from '../team/join.ts';
import { proveByMail } from '../team/prove-by-mail.ts';
import { personName } from '../sign-in/person-name.ts';
import { agentProcedure, openProcedure, router } from '../rpc/trpc.ts';

/** What stands in the link: the only key, and its holder may be anybody. */
const token = z.string().max(100);
const password = z.string().min(1, 'Choose a password.').max(MAX_PASSWORD);

/** For whoever holds the link of an invitation. */
export const invitationRouter = router({
  get: openProcedure.input(z.object({ token })).query(async ({ ctx, input }) => {
    const { projectName, email, role, by, hasAccount, untold } = await openInvitation(ctx, input.token);
    return { projectName, email, role, by, hasAccount: untold ? null : hasAccount };
  }),

  /** Mails the address a link of its own, in place of one that was shown to somebody. */
  prove: openProcedure.input(z.object({ token })).mutation(({ ctx, input }) => proveByMail(ctx, input.token)),

  accept: openProcedure
    .input(z.object({ token, name: personName, password }))
    .mutation(async ({ ctx, input }) => {
      const { email, agentId, projectId } = await joinWithNewAccount(ctx, input);
      ctx.log.info({ event: { kind: 'joined_team', agentId, projectId } }, 'account');
      return { email, projectId };
    }),

  join: agentProcedure.input(z.object({ token })).mutation(async ({ ctx, input }) => {
    const { projectId } = await joinSignedIn(ctx, input.token);
    ctx.log.info({ event: { kind: 'joined_team', agentId: ctx.agent.id, projectId } }, 'account');
    return { projectId };
  }),
});
