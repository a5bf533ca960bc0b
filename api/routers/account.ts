import { z } from 'zod';
import { findNotifyByMail, saveNotifyByMail } from '../../db/watches.ts';
import { NOTIFY_BY_MAIL } from '../../domain/views.ts';
import { agentProcedure, router } from '../trpc.ts';

/** What an agent decides for themselves. */
export const accountRouter = router({
  get: agentProcedure.query(async ({ ctx }) => ({
    notifyByMail: await findNotifyByMail(ctx.db, ctx.agent.id),
  })),
  save: agentProcedure
    .input(z.strictObject({ notifyByMail: z.enum(NOTIFY_BY_MAIL) }))
    .mutation(({ ctx, input }) => saveNotifyByMail(ctx.db, ctx.agent.id, input.notifyByMail)),
});
