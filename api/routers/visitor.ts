import { tracked } from '@trpc/server';
import { z } from 'zod';
import { findAttachedMessage } from '../../db/files/attachments.ts';
import { isBlocked } from '../../db/project/blocks.ts';
import { findVisitorConversation, markVisitorRead } from '../../db/conversation/visitor-conversations.ts';
import { findProject, findProjectByKey } from '../../db/project/projects.ts';
import { readChanges, readPage } from '../../db/conversation/transcript-pages.ts';
import { createVisitor, type Visitor } from '../../db/project/visitors.ts';
import { backAt } from '../../domain/project/business-hours.ts';
import { contract, type SignalInput } from '../../domain/contract/contract.ts';
import { idSchema } from '../../domain/contract/schemas.ts';
import type { ConversationId } from '../../domain/ids.ts';
import { MAX_LOCALE, MAX_PAGE_TITLE, MAX_PAGE_URL, MAX_TIME_ZONE } from '../../domain/limits.ts';
import type { Message } from '../../domain/message.ts';
import { arrivingForVisitor, arrivingMessage } from '../../domain/inbox/arriving.ts';
import { isRasterImage } from '../../domain/files/attachment.ts';
import { signedQuery } from '../../domain/files/signed-link.ts';
import type { VisitorTranscriptUpdate } from '../../domain/inbox/views.ts';
import { toVisitorMessage } from '../../domain/inbox/visitor-view.ts';
import { checkOrigin } from '../rpc/check-origin.ts';
import type { Context } from '../rpc/context.ts';
import { placeOf, speakingProcedure } from '../rpc/speaking.ts';
import { holdStream } from '../live/hold-stream.ts';
import { presenceForVisitor } from '../live/presence.ts';
import { transcriptUpdates } from '../live/transcript-stream.ts';
import { conversationIdInput, openProcedure, router, visitorProcedure } from '../rpc/trpc.ts';
import { visitorRefusal } from '../rpc/visitor-refusal.ts';
import type { Accepted } from '../streams/arrivals.ts';
import { hashToken, newVisitorToken } from '../sign-in/visitor-token.ts';

const page = z.strictObject({
  url: z.string().max(MAX_PAGE_URL),
  title: z.string().max(MAX_PAGE_TITLE),
  locale: z.string().max(MAX_LOCALE),
  timeZone: z.string().max(MAX_TIME_ZONE),
});

/** Asked for by a click and followed at once. */
const FILE_LINK_SECONDS = 5 * 60;

const inConversation = { ...conversationIdInput.shape, page: page.nullable() };

/** `lastEventId` is the revision to resume after. */
const resumable = conversationIdInput.extend({
  lastEventId: z
    .string()
    .regex(/^\d{1,9}$/)
    .nullish(),
});

/** A visitor in the project's own widget, on a site that may show it. */
const widgetProcedure = visitorProcedure.use(async ({ ctx, next }) => {
  const project = await findProject(ctx.db, ctx.visitor.projectId);
  if (!project) throw visitorRefusal('visitor_unknown');
  checkOrigin(project, ctx.origin);
  return next({ ctx: { ...ctx, project } });
});

export const visitorRouter = router({
  /** What a widget shows before anybody said anything. The key is public: it names the project and carries no right. */
  project: openProcedure.input(z.object({ widgetKey: z.string().max(100) })).query(async ({ ctx, input }) => {
    const project = await findProjectByKey(ctx.db, input.widgetKey);
    if (!project) throw visitorRefusal('unknown_project');
    checkOrigin(project, ctx.origin);
    if (project.archivedAt) throw visitorRefusal('project_archived');
    const { name, greeting, businessHours } = project;
    return {
      ...{ name, greeting },
      backAt: businessHours && backAt(businessHours, new Date().toISOString()),
      replies: await ctx.replyTimes.usual(project.id),
    };
  }),

  /** Begins a session. @returns the token that every other call carries as `Authorization: Bearer`. */
  begin: openProcedure
    .input(z.object({ widgetKey: z.string().max(100) }))
    .mutation(async ({ ctx, input }) => {
      const project = await findProjectByKey(ctx.db, input.widgetKey);
      if (!project) throw visitorRefusal('unknown_project');
      checkOrigin(project, ctx.origin);
      if (project.archivedAt) throw visitorRefusal('project_archived');
      if (await isBlocked(ctx.db, project.id, { network: ctx.address })) throw visitorRefusal('blocked');
      const token = newVisitorToken();
      await ctx.limits.newVisitor(ctx.address, () =>
        createVisitor(ctx.db, { projectId: project.id, tokenHash: hashToken(token) }),
      );
      return { token };
    }),

  /** The visitor's newest conversation, if there is one. */
  conversation: widgetProcedure.query(({ ctx }) =>
    findVisitorConversation(ctx.db, { visitorId: ctx.visitor.id }),
  ),

  /**
   * Says something, beginning the conversation whose id the widget chose when the visitor has no open one.
   * @returns the conversation it was said in: another tab may have begun it.
   */
  send: speakingProcedure
    .input(z.strictObject({ ...contract.signals.customerMessage.input.shape, ...inConversation }))
    .mutation(({ ctx, input: { conversationId: wanted, page: where, ...message } }) =>
      ctx.limits.visitorMessage({ visitorId: ctx.visitor.id, id: message.id }, async () => {
        const { conversationId, known } = await placeOf(ctx, { conversationId: wanted, page: where });
        await ctx.gateway.signal('customerMessage', conversationId, message, known);
        ctx.feed.arrivals.accepted(acceptedOf(ctx.visitor, conversationId, message));
        return { conversationId };
      }),
    ),

  /** Asks for a person, or adds the address where one may answer. */
  escalate: speakingProcedure
    .input(z.strictObject({ ...contract.signals.escalate.input.shape, ...inConversation }))
    .mutation(({ ctx, input: { conversationId: wanted, page: where, ...escalation } }) =>
      ctx.limits.visitorMessage({ visitorId: ctx.visitor.id, id: escalation.id }, async () => {
        const { conversationId, known } = await placeOf(ctx, { conversationId: wanted, page: where });
        await ctx.gateway.signal('escalate', conversationId, escalation, known);
        return { conversationId };
      }),
    ),

  /** Says how it was. Once; a repetition changes nothing. */
  rate: widgetProcedure
    .input(contract.signals.rate.input.omit({ by: true }).extend(conversationIdInput.shape))
    .mutation(({ ctx, input: { conversationId, ...rating } }) =>
      ctx.limits.visitorMessage({ visitorId: ctx.visitor.id, id: rating.id }, async () => {
        const own = await findVisitorConversation(ctx.db, { visitorId: ctx.visitor.id, conversationId });
        if (!own) throw visitorRefusal('conversation_not_found');
        if (!own.rated) await ctx.gateway.signal('rate', conversationId, { ...rating, by: 'widget' });
      }),
    ),

  /** What was said before a sequence number, as much as a page holds. */
  earlier: widgetProcedure
    .input(conversationIdInput.extend({ before: z.int32().positive() }))
    .query(async ({ ctx, input: { conversationId, before } }) => {
      const own = await findVisitorConversation(ctx.db, { visitorId: ctx.visitor.id, conversationId });
      if (!own) throw visitorRefusal('conversation_not_found');
      const page = await readPage(ctx.db, { conversationId, before, reader: 'visitor' });
      return { ...page, messages: visibleOf(page.messages) };
    }),

  /** How far the visitor has read, as their widget showed it while somebody looked. */
  markRead: widgetProcedure
    .input(conversationIdInput.extend({ seq: z.int32().nonnegative() }))
    .mutation(async ({ ctx, input: { conversationId, seq } }) => {
      const own = await findVisitorConversation(ctx.db, { visitorId: ctx.visitor.id, conversationId });
      if (!own) throw visitorRefusal('conversation_not_found');
      await markVisitorRead(ctx.db, { conversationId, seq });
    }),

  /** Whether the visitor is writing. Told to the team while it is said again, and kept nowhere. */
  typing: widgetProcedure
    .input(conversationIdInput.extend({ typing: z.boolean() }))
    .mutation(async ({ ctx, input: { conversationId, typing } }) => {
      const { id: visitorId } = ctx.visitor;
      await ctx.limits.presence(visitorId);
      const own = await findVisitorConversation(ctx.db, { visitorId, conversationId });
      if (!own) throw visitorRefusal('conversation_not_found');
      const present = typing ? ({ by: 'customer', does: 'writes' } as const) : null;
      ctx.feed.presences.told({ conversationId, window: visitorId, present });
    }),

  /** A link to a file of the visitor's own conversation, good for a short while: a link can carry no token. `drawn`: to a picture, for its place in the text. */
  file: widgetProcedure
    .input(conversationIdInput.extend({ id: idSchema('att'), drawn: z.boolean().default(false) }))
    .query(async ({ ctx, input: { conversationId, id, drawn } }) => {
      const own = await findVisitorConversation(ctx.db, { visitorId: ctx.visitor.id, conversationId });
      if (!own) throw visitorRefusal('conversation_not_found');
      const found = await findAttachedMessage(ctx.db, { id, conversationId });
      if (!found || found.message.audience !== 'everyone' || found.message.author.by === 'other')
        throw visitorRefusal('not_found');
      if (drawn && !isRasterImage(found.contentType)) throw visitorRefusal('not_found');
      const purpose = drawn ? 'inline-image' : 'download';
      const expires = Math.floor(Date.now() / 1_000) + FILE_LINK_SECONDS;
      const query = signedQuery({ purpose, subject: id, expires }, ctx.config.sessionSecret);
      return { path: `/attachments/${id}${drawn ? '/image' : ''}?${query}` };
    }),

  /** The transcript once, for a browser or a page in which no stream can be read. */
  transcript: widgetProcedure.input(resumable).query(async ({ ctx, input }) => {
    const afterRevision = Number(input.lastEventId ?? 0);
    const { revision, update } = await readForVisitor(ctx, input.conversationId, afterRevision);
    return { id: String(revision), update };
  }),

  /** The transcript, live. */
  events: widgetProcedure.input(resumable).subscription(async function* ({
    ctx,
    input: { conversationId, lastEventId },
    signal,
  }) {
    const { id: visitorId, projectId } = ctx.visitor;
    const run = (until: AbortSignal) =>
      transcriptUpdates({
        feed: ctx.feed,
        conversationId,
        afterRevision: Number(lastEventId ?? 0),
        signal: until,
        arriving: () => arrivingForVisitor(ctx.feed.arrivals.of(conversationId)),
        presence: presenceForVisitor(ctx, conversationId),
        read: (after, change) =>
          ctx.shared.share(change, `${visitorId} ${conversationId} after ${after}`, () =>
            readForVisitor(ctx, conversationId, after),
          ),
      });
    for await (const { id, update } of holdStream(ctx, { visitorId, projectId }, { signal, run }))
      yield tracked(id, update satisfies VisitorTranscriptUpdate);
  }),
});

const acceptedOf = (
  { projectId }: Visitor,
  conversationId: ConversationId,
  said: SignalInput<'customerMessage'>,
): Accepted => ({
  projectId,
  conversationId,
  message: arrivingMessage({ ...said, channel: 'widget', author: { by: 'customer' } }),
});

async function readForVisitor(
  ctx: Pick<Context, 'db'> & { visitor: Visitor },
  conversationId: ConversationId,
  afterRevision: number,
) {
  const own = await findVisitorConversation(ctx.db, { visitorId: ctx.visitor.id, conversationId });
  if (!own) throw visitorRefusal('conversation_not_found');
  const { revision, ...conversation } = own;
  const changes = await readChanges(ctx.db, { conversationId, afterRevision, reader: 'visitor' });
  const update = {
    type: 'changed' as const,
    conversation,
    ...changes,
    messages: visibleOf(changes.messages),
  };
  return { revision, update };
}

const visibleOf = (messages: Message[]) => messages.flatMap((message) => toVisitorMessage(message) ?? []);
