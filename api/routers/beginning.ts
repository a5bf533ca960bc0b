import { z } from 'zod';
import { abandonBegun } from '../../db/erasing/abandon-begun.ts';
import { beginByAgent } from '../../db/conversation/begin-by-agent.ts';
import { notWritable } from '../../db/mail/outbound/not-writable.ts';
import { findAddresses } from '../../db/project/customers.ts';
import { cc, conversationIdSchema, emailAddress, idSchema, text } from '../../domain/contract/schemas.ts';
import { Refusal } from '../../domain/errors.ts';
import { MAX_ADDRESS, MAX_MAIL_SUBJECT } from '../../domain/limits.ts';
import { conversationProcedure, projectProcedure } from '../rpc/trpc.ts';

const NOT_WRITABLE = {
  ours: 'This is an address of ours: mail to it would come back here.',
  suppressed: 'Mail to this address is stopped: an earlier one came back or was reported as spam.',
  blocked: 'This address is blocked. Lift that in the settings first.',
};

/** How an agent writes first. */
export const beginning = {
  /** Begins a conversation by mail; what is written to the customer is a reply in it, with its files. */
  begin: projectProcedure
    .input(
      z.strictObject({
        projectId: idSchema('prj'),
        /** The conversation's, chosen by whoever begins it. */
        id: conversationIdSchema,
        to: emailAddress,
        subject: text(MAX_MAIL_SUBJECT),
        /** Whom its first mail copies: asked here as well, so that nothing has begun where they are refused. */
        cc,
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { db, projectId, agent, config } = ctx;
      const refused = await notWritable(db, { projectId, emails: [input.to], mail: config.mail });
      if (refused) throw new Refusal('cannot_write', NOT_WRITABLE[refused.why]);
      if (await notWritable(db, { projectId, emails: input.cc ?? [], mail: config.mail }))
        throw new Refusal('cannot_copy');
      await ctx.limits.begun(agent.id);
      if (!(await beginByAgent(db, { ...input, conversationId: input.id, agentId: agent.id })))
        throw new Refusal('id_taken');
    }),

  /** Nothing is to be written after all: what was begun leaves nothing behind. */
  abandon: conversationProcedure.mutation(async ({ ctx }) => {
    const { db, projectId, conversationId, agent } = ctx;
    await abandonBegun(db, { projectId, conversationId, agentId: agent.id });
  }),

  /** Addresses of customers, by what is typed of them or of their names. */
  knownAddresses: projectProcedure
    .input(z.object({ typed: z.string().trim().max(MAX_ADDRESS) }))
    .query(({ ctx, input }) => findAddresses(ctx.db, { projectId: ctx.projectId, typed: input.typed })),
};
