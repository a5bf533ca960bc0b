import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { listTeam } from '../../db/project/projects.ts';
import { emailAddress } from '../../domain/contract/schemas.ts';
import { ensureAgent } from '../sign-in/auth.ts';
import { personName } from '../sign-in/person-name.ts';
import { projectProcedure, router } from '../rpc/trpc.ts';

const newMember = z.object({ name: personName, email: emailAddress });

export const teamRouter = router({
  list: projectProcedure.query(({ ctx }) => listTeam(ctx.db, ctx.projectId)),

  /** Adds an agent. @returns the password to pass on, shown once; null when they had an account already. */
  add: projectProcedure.input(newMember).mutation(async ({ ctx, input }) => {
    const password = randomBytes(12).toString('base64url');
    const { id: agentId, isNew } = await ensureAgent(ctx, { ...input, password, role: 'agent' });
    const { projectId, agent } = ctx;
    ctx.log.info({ event: { kind: 'joined_team', agentId, projectId, by: agent.id } }, 'account');
    return { password: isNew ? password : null };
  }),
});
