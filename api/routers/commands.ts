import type { TRPCMutationProcedure } from '@trpc/server';
import { z } from 'zod';
import { contract, type UpdateInput, type UpdateName, type UpdateOutput } from '../../domain/contract.ts';
import { mayMerge, maySplit, mayUnsplit } from '../../db/movable.ts';
import { isMember } from '../../db/projects.ts';
import { Refusal } from '../../domain/errors.ts';
import type { ConversationId, ProjectId } from '../../domain/ids.ts';
import type { Context } from '../context.ts';
import { conversationIdInput, conversationProcedure } from '../trpc.ts';

/** The procedure that an update becomes. */
export type Command<Name extends UpdateName> = TRPCMutationProcedure<{
  input: z.input<(typeof contract.updates)[Name]['input']> & { conversationId: ConversationId };
  output: UpdateOutput<Name>;
  meta: object;
}>;

/** What must hold besides the contract's own shape; the database knows it, the workflow does not. */
const guards: {
  [Name in UpdateName]?: (
    ctx: Pick<Context, 'db'> & { projectId: ProjectId; conversationId: ConversationId },
    input: UpdateInput<Name>,
  ) => Promise<void>;
} = {
  assign: async ({ db, projectId }, { assignee }) => {
    if (assignee && !(await isMember(db, { projectId, agentId: assignee })))
      throw new Refusal('not_a_member');
  },
  merge: async ({ db, conversationId }, { into }) => {
    if (!(await mayMerge(db, conversationId, into))) throw new Refusal('cannot_merge');
  },
  split: async ({ db, conversationId }, { id, messageId }) => {
    if (!(await maySplit(db, { id, conversationId, messageId }))) throw new Refusal('cannot_split');
  },
  unsplit: async ({ db, conversationId }, { id, move }) => {
    if (!(await mayUnsplit(db, { id, conversationId, move }))) throw new Refusal('not_found');
  },
};

/**
 * An update of the contract as a mutation: the same name, the same input plus the conversation's id, the same output.
 * The actor is the signed-in agent, never something a client says.
 */
function command<Name extends UpdateName>(name: Name): Command<Name> {
  const definition = contract.updates[name];
  return conversationProcedure
    .input(z.strictObject({ ...conversationIdInput.shape, ...definition.input.shape }))
    .mutation(async ({ ctx, input: { conversationId: _conversationId, ...rest } }) => {
      const input = rest as UpdateInput<Name>;
      await guards[name]?.(ctx, input);
      return ctx.gateway.update(name, ctx.conversationId, input, { agentId: ctx.agent.id });
    }) as unknown as Command<Name>;
}

/** Leaving an update out, or adding one the contract does not know, does not compile. */
export const commands = {
  reply: command('reply'),
  takeOver: command('takeOver'),
  handBack: command('handBack'),
  assign: command('assign'),
  addNote: command('addNote'),
  close: command('close'),
  reopen: command('reopen'),
  merge: command('merge'),
  unmerge: command('unmerge'),
  split: command('split'),
  unsplit: command('unsplit'),
} satisfies { [Name in UpdateName]: Command<Name> };
