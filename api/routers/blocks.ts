import { z } from 'zod';
import { blockFrom, liftBlock, listBlocks } from '../../db/project/blocks.ts';
import { BLOCK_KINDS } from '../../domain/project/block.ts';
import { Refusal } from '../../domain/errors.ts';
import { conversationProcedure, projectProcedure, router } from '../rpc/trpc.ts';

const kind = z.enum(BLOCK_KINDS);

/** Whom the team does not want to hear from: blocked from a conversation, lifted in the settings. */
export const blocksRouter = router({
  list: projectProcedure.query(({ ctx }) => listBlocks(ctx.db, ctx.projectId)),

  add: conversationProcedure.input(z.object({ kind })).mutation(async ({ ctx, input }) => {
    const { projectId, conversationId } = ctx;
    const block = { projectId, conversationId, kind: input.kind, by: ctx.agent.id };
    if (!(await blockFrom(ctx.db, block))) throw new Refusal('not_found');
  }),

  lift: projectProcedure
    .input(z.object({ kind, value: z.string().max(320) }))
    .mutation(({ ctx, input }) =>
      liftBlock(ctx.db, { projectId: ctx.projectId, kind: input.kind, value: input.value }),
    ),
});
