import { z } from 'zod';
import { projectProcedure, router } from '../../rpc/trpc.ts';
import { trialSettings, trialTurns } from './trial-input.ts';

/** The assistant as a customer meets it, with whatever settings, and all that it did. Nothing of it is kept. */
export const playgroundRouter = router({
  ask: projectProcedure
    .input(z.object({ settings: trialSettings, turns: trialTurns }))
    .mutation(async ({ ctx, input }) => {
      const { projectId, agent } = ctx;
      await ctx.limits.trial(agent.id);
      return ctx.evaluations.ask({ projectId, settings: input.settings, turns: input.turns });
    }),
});
