import { contract, type Conversations, type UpdateInput } from '../../domain/contract/contract.ts';
import { policy } from '../../domain/contract/policy.ts';
import { updateProcedures } from '../../rpc/procedures.ts';
import { conversationIdInput, conversationProcedure } from '../rpc/trpc.ts';
import { giveCommand, OWN_FIELDS, type OwnField } from '../bulk/give-command.ts';

/**
 * Every update of the contract as a mutation: the same name, the same input plus the conversation's id, the same output.
 * The actor is the signed-in agent, never something a client says.
 */
export const commands = updateProcedures<Conversations, 'agent', typeof conversationIdInput, OwnField>({
  policy,
  shapes: contract,
  caller: 'agent',
  address: conversationIdInput,
  own: OWN_FIELDS,
  build: (name, schema) =>
    conversationProcedure.input(schema).mutation(async ({ ctx, input }) => {
      const { conversationId: _conversationId, ...said } = input;
      return giveCommand(name, ctx, said as UpdateInput<typeof name>);
    }),
});
