import { z } from 'zod';
import { readAgentSettings, saveAgentSettings } from '../../db/agents.ts';
import { agentProcedure, router } from '../trpc.ts';

/** A dozen lines; whoever needs more writes marketing. */
const MAX_SIGNATURE = 2_000;

/** The signed-in agent's own settings. */
export const accountRouter = router({
  get: agentProcedure.query(({ ctx }) => readAgentSettings(ctx.db, ctx.agent.id)),
  save: agentProcedure
    .input(z.strictObject({ signature: z.string().trim().max(MAX_SIGNATURE) }))
    .mutation(({ ctx, input }) => saveAgentSettings(ctx.db, ctx.agent.id, input)),
});
