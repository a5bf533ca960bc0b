import { tracked } from '@trpc/server';
import { z } from 'zod';
import { countLanes, findConversation, listConversations, markRead, type Cursor } from '../../db/inbox.ts';
import { addressesOfCustomer, listCopied } from '../../db/correspondents.ts';
import { notify } from '../../db/feed.ts';
import { mergeCandidates } from '../../db/movable.ts';
import { liftSuppression } from '../../db/suppressions.ts';
import { countQuarantine } from '../../db/quarantine.ts';
import { touchConversation } from '../../db/transcript.ts';
import { readNews, readPage } from '../../db/transcript-pages.ts';
import { setWatching } from '../../db/watches.ts';
import { idSchema } from '../../domain/contract.ts';
import { Refusal } from '../../domain/errors.ts';
import type { AgentId, ConversationId } from '../../domain/ids.ts';
import {
  INBOX_LANES,
  type AgentTranscriptUpdate,
  type ConversationDetail,
  type InboxUpdate,
} from '../../domain/views.ts';
import type { Context } from '../context.ts';
import { stopOf } from '../stop-of.ts';
import { transcriptUpdates } from '../transcript-stream.ts';
import { conversationProcedure, projectProcedure, router } from '../trpc.ts';
import { commands } from './commands.ts';

const cursor = z.strictObject({
  lastMessageAt: z.iso.datetime(),
  id: idSchema('cnv'),
}) satisfies z.ZodType<Cursor>;

export const conversationsRouter = router({
  ...commands,

  list: projectProcedure
    .input(z.object({ lane: z.enum(INBOX_LANES), before: cursor.nullish() }))
    .query(({ ctx, input }) => {
      const { lane, before = null } = input;
      return listConversations(ctx.db, { projectId: ctx.projectId, agentId: ctx.agent.id, lane, before });
    }),

  counts: projectProcedure.query(async ({ ctx }) => ({
    ...(await countLanes(ctx.db, { projectId: ctx.projectId, agentId: ctx.agent.id })),
    quarantine: await countQuarantine(ctx.db, ctx.projectId),
  })),

  get: conversationProcedure.query(async ({ ctx }) => detail(ctx)),

  /** What was said before a sequence number, as much as a page holds. */
  earlier: conversationProcedure
    .input(z.object({ before: z.int32().positive() }))
    .query(({ ctx, input: { before } }) =>
      readPage(ctx.db, { conversationId: ctx.conversationId, before, reader: 'agent' }),
    ),

  /** The customer's other conversations that this one may be merged into. */
  mergeCandidates: conversationProcedure.query(({ ctx }) => mergeCandidates(ctx.db, ctx.conversationId)),

  markRead: conversationProcedure
    .input(z.object({ seq: z.int32().nonnegative() }))
    .mutation(async ({ ctx, input }) => {
      const { projectId, conversationId } = ctx;
      await markRead(ctx.db, { projectId, conversationId, agentId: ctx.agent.id, seq: input.seq });
      await notify(ctx.db, { kind: 'read', projectId, conversationId });
    }),

  /** Lets the customer's address get mail again. The provider may have stopped it as well. */
  liftSuppression: conversationProcedure.mutation(async ({ ctx }) => {
    const { projectId, conversationId } = ctx;
    const conversation = await findConversation(ctx.db, { conversationId, agentId: ctx.agent.id });
    if (!conversation?.mailTo) throw new Refusal('not_found');
    await liftSuppression(ctx.db, { projectId, email: conversation.mailTo });
    await touchConversation(ctx.db, conversationId);
  }),

  /** Whether the agent is told by mail of what customers write here; whoever is responsible is told anyway. */
  watch: conversationProcedure.input(z.object({ watching: z.boolean() })).mutation(({ ctx, input }) => {
    const { projectId, conversationId } = ctx;
    return setWatching(ctx.db, {
      projectId,
      conversationId,
      agentId: ctx.agent.id,
      watching: input.watching,
    });
  }),

  /** The list, live: rows as they change. */
  inboxEvents: projectProcedure.subscription(async function* ({ ctx, signal }): AsyncGenerator<InboxUpdate> {
    const events = ctx.feed.project(ctx.projectId, stopOf(signal));
    yield { type: 'resync' };
    for await (const event of events) {
      if (event.kind === 'resync' || event.kind === 'quarantine') yield { type: event.kind };
      if (event.kind === 'erased') yield { type: 'resync' };
      if (event.kind !== 'conversation' && event.kind !== 'read') continue;
      const conversation = await findConversation(ctx.db, {
        conversationId: event.conversationId,
        agentId: ctx.agent.id,
      });
      if (conversation) yield { type: 'changed', conversation };
    }
  }),

  /** One transcript, live. `lastEventId` is the revision to resume after. */
  transcriptEvents: conversationProcedure
    .input(
      z.object({
        lastEventId: z
          .string()
          .regex(/^\d{1,9}$/)
          .nullish(),
      }),
    )
    .subscription(async function* ({ ctx, input, signal }) {
      const updates = transcriptUpdates({
        feed: ctx.feed,
        conversationId: ctx.conversationId,
        afterRevision: Number(input.lastEventId ?? 0),
        signal: stopOf(signal),
        read: async (afterRevision) => {
          const conversation = await detail(ctx);
          const news = await readNews(ctx.db, {
            conversationId: ctx.conversationId,
            afterRevision,
            reader: 'agent',
          });
          return {
            revision: conversation.revision,
            update: { type: 'changed' as const, conversation, ...news },
          };
        },
      });
      for await (const { id, update } of updates) yield tracked(id, update satisfies AgentTranscriptUpdate);
    }),
});

async function detail(
  ctx: Pick<Context, 'db' | 'config'> & { agent: { id: AgentId }; conversationId: ConversationId },
): Promise<ConversationDetail> {
  const conversation = await findConversation(ctx.db, {
    conversationId: ctx.conversationId,
    agentId: ctx.agent.id,
  });
  if (!conversation) throw new Refusal('conversation_not_found');
  const own = await addressesOfCustomer(ctx.db, ctx.conversationId);
  const copied = await listCopied(ctx.db, ctx.conversationId);
  return {
    ...conversation,
    now: new Date().toISOString(),
    copied: copied.filter(({ email }) => !own.includes(email)).map(({ email, name }) => ({ email, name })),
    temporalUrl: temporalUrl(ctx.config.temporal, ctx.conversationId),
  };
}

function temporalUrl(temporal: Context['config']['temporal'], id: ConversationId): string {
  const workflow = encodeURIComponent(`conversation/${id}`);
  return `${temporal.uiUrl}/namespaces/${temporal.namespace}/workflows/${workflow}`;
}
