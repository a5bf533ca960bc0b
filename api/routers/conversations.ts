import { tracked } from '@trpc/server';
import { z } from 'zod';
import { readSpending } from '../../db/project/read-spending.ts';
import { readEvidence, shownEvidence } from '../../db/assistant/read-evidence.ts';
import { countLanes, findConversation, markRead } from '../../db/inbox/inbox.ts';
import { listConversations } from '../../db/inbox/list-conversations.ts';
import type { Cursor } from '../../db/inbox/sorts.ts';
import { markUnread } from '../../db/inbox/mark-unread.ts';
import { notify } from '../../db/connection/feed.ts';
import { mergeCandidates } from '../../db/moving/merge-candidates.ts';
import { liftSuppression } from '../../db/mail/outbound/suppressions.ts';
import { countQuarantine } from '../../db/mail/inbound/quarantine.ts';
import { touchConversation } from '../../db/conversation/transcript.ts';
import { readBack, readPage } from '../../db/conversation/transcript-pages.ts';
import { setWatching } from '../../db/conversation/watches.ts';
import { MOST_AT_ONCE } from '../../domain/bulk/bulk.ts';
import { conversationIdSchema, idSchema } from '../../domain/contract/schemas.ts';
import { Refusal } from '../../domain/errors.ts';
import { parseSearch } from '../../domain/search/search-text.ts';
import type { AgentTranscriptUpdate, InboxUpdate } from '../../domain/inbox/views.ts';
import type { StreamRight } from '../../db/project/stream-rights.ts';
import type { ProjectId } from '../../domain/ids.ts';
import { readDetail, readForAgent } from '../live/agent-transcript.ts';
import type { SignedIn } from '../rpc/context.ts';
import { presenceForAgent } from '../live/presence.ts';
import { inboxUpdates } from '../live/inbox-stream.ts';
import { holdStream } from '../live/hold-stream.ts';
import { transcriptUpdates } from '../live/transcript-stream.ts';
import { conversationProcedure, projectProcedure, router } from '../rpc/trpc.ts';
import { beginning } from './beginning.ts';
import { commands } from './commands.ts';
import { inboxQuery } from './inbox/inbox-query.ts';

/** Postgres knows no year 0. */
const time = z.iso.datetime().regex(/^(?!0000)/);

const cursor = z.strictObject({
  escalatedAgain: z.boolean().default(false),
  lastMessageAt: time,
  waitingSince: time.nullish(),
  id: idSchema('cnv'),
}) satisfies z.ZodType<Cursor>;

export const conversationsRouter = router({
  ...commands,
  ...beginning,

  list: projectProcedure
    .input(
      z.object({
        ...inboxQuery,
        before: cursor.nullish(),
        among: idSchema('cnv').array().max(100).optional(),
      }),
    )
    .query(({ ctx, input }) => {
      const { lane, sort, search, before = null, among } = input;
      const { projectId, agent } = ctx;
      const query = { projectId, agentId: agent.id, lane, sort, search: parseSearch(search), before };
      return listConversations(ctx.db, among ? { ...query, among } : query);
    }),

  counts: projectProcedure.query(async ({ ctx }) => ({
    ...(await countLanes(ctx.db, { projectId: ctx.projectId, agentId: ctx.agent.id })),
    quarantine: await countQuarantine(ctx.db, ctx.projectId),
  })),

  get: conversationProcedure.query(({ ctx }) => readDetail(ctx)),

  /** What was said before a sequence number, as much as a page holds; or back to another one, for whoever looks for that. */
  earlier: conversationProcedure
    .input(z.object({ before: z.int32().positive(), reaching: z.int32().positive().optional() }))
    .query(({ ctx, input: { before, reaching } }) => {
      const { conversationId } = ctx;
      return reaching !== undefined && reaching < before
        ? readBack(ctx.db, { conversationId, before, reaching })
        : readPage(ctx.db, { conversationId, before, reader: 'agent' });
    }),

  /** What an answer of the assistant rests on, or the question that it left to a person. */
  evidence: conversationProcedure
    .input(z.object({ messageId: idSchema('msg') }))
    .query(async ({ ctx, input: { messageId } }) => {
      const { projectId, conversationId } = ctx;
      const evidence = await readEvidence(ctx.db, { conversationId, messageId });
      if (!evidence) throw new Refusal('not_found');
      return shownEvidence(ctx.db, { projectId, evidence });
    }),

  /** What the assistant may spend here and for this customer today, and what it spent. */
  spending: conversationProcedure.query(async ({ ctx }) => {
    const spending = await readSpending(ctx.db, ctx);
    if (!spending) throw new Refusal('not_found');
    return spending;
  }),

  /** The customer's other conversations that this one may be merged into. */
  mergeCandidates: conversationProcedure.query(({ ctx }) => mergeCandidates(ctx.db, ctx.conversationId)),

  markRead: conversationProcedure
    .input(z.object({ seq: z.int32().nonnegative() }))
    .mutation(async ({ ctx, input }) => {
      const { projectId, conversationId } = ctx;
      await markRead(ctx.db, { projectId, conversationId, agentId: ctx.agent.id, seq: input.seq });
      await notify(ctx.db, { kind: 'read', projectId, conversationId });
    }),

  /** Brings the agent back to them, or no longer. */
  markUnread: projectProcedure
    .input(
      z.object({
        conversationIds: z.array(conversationIdSchema).min(1).max(MOST_AT_ONCE),
        unread: z.boolean().default(true),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const marked = { ...input, projectId: ctx.projectId, agentId: ctx.agent.id };
      if (!(await markUnread(ctx.db, marked))) throw new Refusal('conversation_not_found');
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
    yield* holdStream(ctx, rightOf(ctx), { signal, run: (until) => inboxUpdates(ctx, until) });
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
      const { conversationId } = ctx;
      const run = (until: AbortSignal) =>
        transcriptUpdates({
          feed: ctx.feed,
          conversationId,
          afterRevision: Number(input.lastEventId ?? 0),
          signal: until,
          arriving: () => [...ctx.feed.arrivals.of(conversationId)],
          presence: presenceForAgent(ctx),
          read: (after, change) => readForAgent(ctx, { conversationId, after, change }),
        });
      for await (const { id, update } of holdStream(ctx, rightOf(ctx), { signal, run }))
        yield tracked(id, update satisfies AgentTranscriptUpdate);
    }),
});

const rightOf = ({ agent, projectId }: { agent: SignedIn; projectId: ProjectId }): StreamRight => ({
  projectId,
  agentId: agent.id,
  sessionId: agent.sessionId,
});
