import { audited } from '../audit/audited.ts';
import { eraseConversations } from '../../db/erasing/erase-conversations.ts';
import { erasePerson } from '../../db/erasing/erase-person.ts';
import { findConversation } from '../../db/inbox/inbox.ts';
import { Refusal } from '../../domain/errors.ts';
import { conversationProcedure, router } from '../rpc/trpc.ts';

/** What is erased here is out of every table when the answer comes; Temporal forgets it within a minute. */
export const erasingRouter = router({
  conversation: conversationProcedure.mutation(({ ctx }) => {
    const { projectId, conversationId } = ctx;
    const erasing = { projectId, ids: [conversationId], askedBy: ctx.agent.id };
    return audited(ctx, async (tx) => ({
      result: await eraseConversations(tx, erasing),
      done: { act: 'conversation_erased', about: conversationId },
    }));
  }),

  /** The customer of this conversation, with everything else of theirs. */
  customer: conversationProcedure.mutation(async ({ ctx }) => {
    const { projectId, conversationId } = ctx;
    const found = await findConversation(ctx.db, { conversationId, agentId: ctx.agent.id });
    const email = found?.customer?.email;
    if (!email) throw new Refusal('no_address');
    return audited(ctx, async (tx) => ({
      result: await erasePerson(tx, { projectId, email, askedBy: ctx.agent.id }),
      done: { act: 'customer_erased', about: conversationId },
    }));
  }),
});
