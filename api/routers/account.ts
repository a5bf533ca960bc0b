import { z } from 'zod';
import { readAgentSettings, saveAgentSettings } from '../../db/project/agents.ts';
import { NOTIFY_BY_MAIL } from '../../domain/inbox/views.ts';
import { agentProcedure, router } from '../rpc/trpc.ts';
import { MAX_SIGNATURE } from '../../domain/limits.ts';

/** The signed-in agent's own settings; what is left out stays as it is. */
export const accountRouter = router({
  get: agentProcedure.query(({ ctx }) => readAgentSettings(ctx.db, ctx.agent.id)),
  save: agentProcedure
    .input(
      z.strictObject({
        signature: z.string().trim().max(MAX_SIGNATURE).optional(),
        notifyByMail: z.enum(NOTIFY_BY_MAIL).optional(),
      }),
    )
    .mutation(({ ctx, input }) => saveAgentSettings(ctx.db, ctx.agent.id, input)),
});
