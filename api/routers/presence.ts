import { z } from 'zod';
import { AGENT_DOES } from '../../domain/presence/present.ts';
import { conversationProcedure, router } from '../rpc/trpc.ts';

/** Of one tab of a browser, chosen by it. */
const windowId = z.string().regex(/^\w{1,40}$/);

export const presenceRouter = router({
  /** What an agent does at a conversation in one of their windows, said again while they do; null: they have left it. */
  say: conversationProcedure
    .input(z.object({ window: windowId, does: z.enum(AGENT_DOES).nullable() }))
    .mutation(async ({ ctx, input: { window, does } }) => {
      const { id: agentId, name } = ctx.agent;
      await ctx.limits.presence(agentId);
      ctx.feed.presences.told({
        conversationId: ctx.conversationId,
        window: `${agentId} ${window}`,
        present: does && { by: 'agent', agentId, name, does },
      });
    }),
});
