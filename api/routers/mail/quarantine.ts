import { z } from 'zod';
import { beginByMail } from '../../../db/mail/inbound/begin-by-mail.ts';
import type { InboundEmail } from '../../../db/mail/inbound/inbound-emails.ts';
import { findHearing } from '../../../db/conversation/find-hearing.ts';
import { isConversationOf, listPlacesForMail } from '../../../db/mail/inbound/conversations-for-mail.ts';
import {
  findMailInQuarantine,
  findQuarantined,
  listQuarantine,
  placeEmail,
  releaseEmail,
  setIgnored,
} from '../../../db/mail/inbound/quarantine.ts';
import { askingProvider } from '../../doctor/asking-provider.ts';
import { fetchOverBudget } from '../../doctor/fetch-over-budget.ts';
import { conversationIdSchema, idSchema } from '../../../domain/contract/schemas.ts';
import { Refusal } from '../../../domain/errors.ts';
import type { ConversationId } from '../../../domain/ids.ts';
import type { Context } from '../../rpc/context.ts';
import type { GatewayOf } from '../../gateway/gateway.ts';
import { signalMail } from '../../mail/webhook/mail-signal.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';

const mailId = z.object({ id: idSchema('eml') });

/** Mail that is not trusted or not matched, and the three things an agent can do with it. Each may be repeated. */
export const quarantineRouter = router({
  list: projectProcedure
    .input(z.object({ ignored: z.boolean().default(false), before: idSchema('eml').nullish() }))
    .query(({ ctx, input: { ignored, before } }) =>
      listQuarantine(ctx.db, { projectId: ctx.projectId, ignored, before: before ?? null }),
    ),

  get: projectProcedure.input(mailId).query(async ({ ctx, input }) => {
    const mail = await findQuarantined(ctx.db, { projectId: ctx.projectId, id: input.id });
    if (!mail) throw new Refusal('not_found');
    return mail;
  }),

  /** Where it may belong; with words, what they find. */
  places: projectProcedure
    .input(mailId.extend({ search: z.string().trim().max(200).default('') }))
    .query(({ ctx, input }) => listPlacesForMail(ctx.db, { ...input, projectId: ctx.projectId })),

  place: projectProcedure
    .input(mailId.extend({ into: conversationIdSchema }))
    .mutation(async ({ ctx, input: { id, into } }) => {
      const { db, projectId } = ctx;
      if (!(await isConversationOf(db, { projectId, conversationId: into }))) throw new Refusal('not_found');
      const which = { projectId, id };
      const placed = await placeEmail(db, { ...which, conversationId: into, agentId: ctx.agent.id });
      if (!placed)
        throw new Refusal((await findMailInQuarantine(db, which)) ? 'already_placed' : 'not_found');
      return signalPlaced(ctx, placed, into);
    }),

  /** Begins a conversation with its sender. */
  begin: projectProcedure.input(mailId).mutation(async ({ ctx, input }) => {
    const mail = await findMailInQuarantine(ctx.db, { projectId: ctx.projectId, id: input.id });
    if (!mail) throw new Refusal('not_found');
    if (!mail.fromEmail || mail.quarantine === 'over_budget') throw new Refusal('no_sender');
    const begun = await beginByMail(ctx.db, mail, ctx.agent.id);
    if (!begun.conversationId) throw new Refusal('internal');
    return signalPlaced(ctx, begun, begun.conversationId);
  }),

  /** Brings one of the mails that a row over its budget stands for. */
  fetch: projectProcedure
    .input(mailId.extend({ providerId: z.string().min(1).max(200) }))
    .mutation(({ ctx, input: { id, providerId } }) =>
      askingProvider(ctx, (provider) =>
        fetchOverBudget(
          { ...ctx, gateway: ctx.mailGateway, mail: ctx.config.mail, provider },
          { projectId: ctx.projectId, emailId: id, providerId },
        ),
      ),
    ),

  /** Sets it aside, or takes that back. */
  ignore: projectProcedure
    .input(mailId.extend({ ignored: z.boolean() }))
    .mutation(async ({ ctx, input: { id, ignored } }) => {
      const by = ignored ? ctx.agent.id : null;
      if (!(await setIgnored(ctx.db, { projectId: ctx.projectId, id, by }))) throw new Refusal('not_found');
    }),
});

/** The same road as a mail that was trusted at once; it leaves the quarantine when its conversation has heard of it. */
async function signalPlaced(
  {
    db,
    feed,
    mailGateway: gateway,
    projectId,
  }: Pick<Context, 'db' | 'feed'> & {
    mailGateway: GatewayOf<'mail'>;
    projectId: InboundEmail['projectId'];
  },
  mail: InboundEmail,
  conversationId: ConversationId,
): Promise<{ conversationId: ConversationId }> {
  const hearing = await findHearing(db, { id: mail.id, conversationId });
  await signalMail({ feed, gateway }, { ...mail, conversationId }, { hearing, answer: null });
  await releaseEmail(db, { projectId, id: mail.id });
  return { conversationId };
}
