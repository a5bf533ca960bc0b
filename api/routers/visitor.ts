import { tracked } from '@trpc/server';
import { z } from 'zod';
import { findAttachedMessage } from '../../db/files/attachments.ts';
import { setThumb } from '../../db/conversation/thumbs.ts';
import { isBlocked } from '../../db/project/blocks.ts';
import { findVisitorConversation, markVisitorRead } from '../../db/conversation/visitor-conversations.ts';
import { beginIdentified } from '../../db/identity/identities.ts';
import { findProjectByKey } from '../../db/project/projects.ts';
import { readChanges, readPage } from '../../db/conversation/transcript-pages.ts';
import { createVisitor, type Visitor } from '../../db/project/visitors.ts';
import { backAt } from '../../domain/project/business-hours.ts';
import { contract, type SignalInput } from '../../domain/contract/contract.ts';
import { idSchema } from '../../domain/contract/schemas.ts';
import type { ConversationId } from '../../domain/ids.ts';
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
import { conversationIdInput, openProcedure, router } from '../rpc/trpc.ts';
import { visitorRefusal } from '../rpc/visitor-refusal.ts';
import { widgetProcedure } from '../rpc/widget-procedure.ts';
import { page, visitorPresence } from './visitor-presence.ts';
import type { Accepted } from '../streams/arrivals.ts';
import { hashToken, newVisitorToken } from '../sign-in/visitor-token.ts';

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

export const visitorRouter = router({
  ...visitorPresence,

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
      const project = await openProject(ctx, input.widgetKey);
      const token = newVisitorToken();
      await ctx.limits.newVisitor(ctx.address, () =>
        createVisitor(ctx.db, { projectId: project.id, tokenHash: hashToken(token) }),
      );
      return { token };
    }),

  /** Begins the visitor that somebody is on all devices where their site signs who they are: every call carries what it signed. */
  identify: openProcedure
    .input(z.object({ widgetKey: z.string().max(100) }))
    .mutation(async ({ ctx, input }) => {
      const project = await openProject(ctx, input.widgetKey);
      const customer = await ctx.signedCustomer();
      if (customer?.projectId !== project.id) throw visitorRefusal('identity_refused');
      await ctx.limits.newVisitor(ctx.address, () =>
        ctx.db.transaction((tx) => beginIdentified(tx, customer)),
      );
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

  /** Says of an answer whether it helped; null takes that back. The last word counts, so a repetition changes nothing. */
  thumb: widgetProcedure
    .input(conversationIdInput.extend({ messageId: idSchema('msg'), helpful: z.boolean().nullable() }))
    .mutation(async ({ ctx, input: { conversationId, ...thumb } }) => {
      const own = await findVisitorConversation(ctx.db, { visitorId: ctx.visitor.id, conversationId });
      if (!own) throw visitorRefusal('conversation_not_found');
      if (!(await setThumb(ctx.db, { conversationId, ...thumb }))) throw visitorRefusal('not_found');
    }),

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
    const { id: visitorId, projectId, signed } = ctx.visitor;
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
    for await (const { id, update } of holdStream(ctx, { visitorId, projectId, signed }, { signal, run }))
      yield tracked(id, update satisfies VisitorTranscriptUpdate);
  }),
});

/** A project whose widget may begin something here. */
async function openProject(ctx: Pick<Context, 'db' | 'origin' | 'address'>, widgetKey: string) {
  const project = await findProjectByKey(ctx.db, widgetKey);
  if (!project) throw visitorRefusal('unknown_project');
  checkOrigin(project, ctx.origin);
  if (project.archivedAt) throw visitorRefusal('project_archived');
  if (await isBlocked(ctx.db, project.id, { network: ctx.address })) throw visitorRefusal('blocked');
  return project;
}

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
