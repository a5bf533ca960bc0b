import { z } from 'zod';
import { audited } from '../../audit/audited.ts';
import { blockFrom, liftBlock, listBlocks, undoBlock } from '../../../db/project/blocks.ts';
import { BLOCK_KINDS } from '../../../domain/project/block.ts';
import { Refusal } from '../../../domain/errors.ts';
import { conversationProcedure, projectProcedure, router } from '../../rpc/trpc.ts';

const kind = z.enum(BLOCK_KINDS);

/** Whom the team does not want to hear from: blocked from a conversation, lifted in the settings. */
export const blocksRouter = router({
  list: projectProcedure.query(({ ctx }) => listBlocks(ctx.db, ctx.projectId)),

  add: conversationProcedure.input(z.object({ kind })).mutation(async ({ ctx, input }) => {
    const { projectId, conversationId } = ctx;
    const block = { projectId, conversationId, kind: input.kind, by: ctx.agent.id };
    return audited(ctx, async (tx) => {
      const made = await blockFrom(tx, block);
      if (!made) throw new Refusal('not_found');
      return { result: made, done: made.isNew ? { act: 'block_added', about: conversationId } : null };
    });
  }),

  /** Undoes one's own, from the conversation it was made in. */
  undo: conversationProcedure.input(z.object({ kind })).mutation(async ({ ctx, input }) => {
    const { projectId, conversationId } = ctx;
    const block = { projectId, conversationId, kind: input.kind, by: ctx.agent.id };
    return audited(ctx, async (tx) => {
      const undone = await undoBlock(tx, block);
      return { result: undefined, done: undone ? { act: 'block_lifted', about: conversationId } : null };
    });
  }),

  lift: projectProcedure
    .input(z.object({ kind, value: z.string().max(320) }))
    .mutation(({ ctx, input: { kind, value } }) =>
      audited(ctx, async (tx) => {
        const lifted = await liftBlock(tx, { projectId: ctx.projectId, kind, value });
        return { result: undefined, done: lifted ? { act: 'block_lifted', about: kind } : null };
      }),
    ),
});
