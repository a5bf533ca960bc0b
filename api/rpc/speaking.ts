import { z } from 'zod';
import type { Speaking } from '../../db/conversation/find-speaking.ts';
import type { KnownConversation } from '../../db/conversation/conversations.ts';
import { placeForVisitor } from '../../db/conversation/place-for-visitor.ts';
import { noteNetwork, type Visitor } from '../../db/project/visitors.ts';
import { conversationIdSchema, idSchema } from '../../domain/contract/schemas.ts';
import type { ConversationId } from '../../domain/ids.ts';
import type { PageContext } from '../../domain/inbox/views.ts';
import { shorten } from '../../domain/text/shorten.ts';
import { checkOrigin } from './check-origin.ts';
import type { Context } from './context.ts';
import { procedure } from './trpc.ts';
import { visitorRefusal } from './visitor-refusal.ts';

const said = z.object({ id: idSchema('msg'), conversationId: conversationIdSchema });

/**
 * A visitor in the project's own widget who wants to say something, which the team may have enough of, or have ended for
 * everybody. All of it is looked up at once: this stands on the way of every message.
 */
export const speakingProcedure = procedure.input(said).use(async ({ ctx, input, next }) => {
  const speaking = await ctx.speaking({ conversationId: input.conversationId, messageId: input.id });
  if (!speaking) throw visitorRefusal('visitor_unknown');
  const { visitor, project } = speaking;
  await ctx.limits.visitorCall(visitor.id);
  if (!project) throw visitorRefusal('visitor_unknown');
  checkOrigin(project, ctx.origin);
  if (project.archivedAt) throw visitorRefusal('project_archived');
  if (speaking.isBlocked) throw visitorRefusal('blocked');
  if (!speaking.isNoted) await noteNetwork(ctx.db, visitor.id, ctx.address);
  return next({ ctx: { ...ctx, visitor, place: speaking.place, gateway: ctx.gateway.visitor } });
});

/** @returns where it belongs: a visitor has one open conversation, whichever of their tabs asks. */
export async function placeOf(
  ctx: Pick<Context, 'db' | 'userAgent'> & { visitor: Visitor; place: Speaking['place'] },
  wanted: { conversationId: ConversationId; page: Omit<PageContext, 'browser'> | null },
): Promise<{ conversationId: ConversationId; known?: KnownConversation }> {
  const { id: visitorId, projectId } = ctx.visitor;
  if (ctx.place?.visitorId === visitorId) return { conversationId: wanted.conversationId, known: ctx.place };
  const page = wanted.page && { ...wanted.page, browser: shorten(ctx.userAgent, 500) };
  const place =
    !ctx.place && (await placeForVisitor(ctx.db, { id: wanted.conversationId, projectId, visitorId, page }));
  if (!place) throw visitorRefusal('conversation_not_found');
  return { conversationId: place };
}
