import { z } from 'zod';
import { beginBulk, beginUndo } from '../../../db/bulk/bulk-acts.ts';
import { BULK_NAMES, MOST_AT_ONCE, type BulkName, type Given } from '../../../domain/bulk/bulk.ts';
import { contract } from '../../../domain/contract/contract.ts';
import { may } from '../../../domain/contract/permissions.ts';
import { conversationIdSchema, idSchema } from '../../../domain/contract/schemas.ts';
import { Refusal } from '../../../domain/errors.ts';
import { OWN_FIELDS } from '../../bulk/give-command.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';

const id = idSchema('blk');

/** A command as the contract has it, without its id and without what the api fills in itself. */
const given = z
  .strictObject({ name: z.enum(BULK_NAMES), input: z.record(z.string(), z.unknown()).default({}) })
  .transform(({ name, input }, ctx) => {
    const parsed = saidOf(name).safeParse(input);
    if (parsed.success) return { name, input: parsed.data } as Given;
    for (const { path, message } of parsed.error.issues)
      ctx.addIssue({ code: 'custom', path: ['input', ...path], message });
    return z.NEVER;
  });

function saidOf(name: BulkName): z.ZodObject {
  const shape = Object.entries(contract.updates[name].input.shape);
  return z.strictObject(
    Object.fromEntries(shape.filter(([field]) => !['id', ...OWN_FIELDS].includes(field))),
  );
}

/** Acts on many conversations. They are written down here and carried out by `api/bulk/`, whatever becomes of this process. */
export const bulkRouter = router({
  begin: projectProcedure
    .input(z.object({ id, given, conversationIds: z.array(conversationIdSchema).min(1).max(MOST_AT_ONCE) }))
    .mutation(async ({ ctx, input }) => {
      const { projectId } = ctx;
      if (!may(ctx.role, `conversations.${input.given.name}`)) throw new Refusal('not_allowed');
      const act = { ...input, projectId, agentId: ctx.agent.id };
      const begun = await ctx.db.transaction((tx) => beginBulk(tx, act));
      if (!begun) throw new Refusal('conversation_not_found');
      return begun;
    }),

  /** Stops it where it is, and restores what it changed. */
  undo: projectProcedure.input(z.object({ id, bulkId: id })).mutation(async ({ ctx, input }) => {
    const act = { id: input.id, bulkId: input.bulkId, projectId: ctx.projectId, agentId: ctx.agent.id };
    const begun = await ctx.db.transaction((tx) => beginUndo(tx, act));
    if (!begun) throw new Refusal('not_found');
    return begun;
  }),
});
