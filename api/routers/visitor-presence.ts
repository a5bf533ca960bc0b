import { z } from 'zod';
import { findVisitorConversation } from '../../db/conversation/visitor-conversations.ts';
import { MAX_LOCALE, MAX_PAGE_TITLE, MAX_PAGE_URL, MAX_TIME_ZONE } from '../../domain/limits.ts';
import { readVisitedPage } from '../../domain/presence/visited-page.ts';
import { conversationIdInput } from '../rpc/trpc.ts';
import { visitorRefusal } from '../rpc/visitor-refusal.ts';
import { widgetProcedure } from '../rpc/widget-procedure.ts';

const visitedPage = z.strictObject({
  url: z.string().max(MAX_PAGE_URL),
  title: z.string().max(MAX_PAGE_TITLE),
});

/** The page on which a conversation began. */
export const page = visitedPage.extend({
  locale: z.string().max(MAX_LOCALE),
  timeZone: z.string().max(MAX_TIME_ZONE),
});

/** Of one tab of a browser, chosen by it. */
const windowId = z.string().regex(/^\w{1,40}$/);

/** What a visitor does at this moment. */
export const visitorPresence = {
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

  /** The page that the visitor has before them in one of their windows; null: none any more. Told to the team, and kept nowhere. */
  visit: widgetProcedure
    .input(
      conversationIdInput.extend({
        window: windowId,
        page: visitedPage.nullable(),
      }),
    )
    .mutation(async ({ ctx, input: { conversationId, window, page: where } }) => {
      const { id: visitorId } = ctx.visitor;
      await ctx.limits.presence(visitorId);
      const own = await findVisitorConversation(ctx.db, { visitorId, conversationId });
      if (!own) throw visitorRefusal('conversation_not_found');
      const visited = where && readVisitedPage(where);
      const since = new Date().toISOString();
      const present = visited && ({ by: 'customer', does: 'visits', since, ...visited } as const);
      ctx.feed.presences.told({ conversationId, window: `${visitorId} ${window}`, present });
    }),
};
