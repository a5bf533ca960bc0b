import { initTRPC, type TRPCError } from '@trpc/server';
import { z } from 'zod';
import { findPlaceOfAgent } from '../../db/conversation/conversations.ts';
import { findMember } from '../../db/sign-in/admission.ts';
import { isUnavailable } from '../../db/connection/unavailable.ts';
import { isProjectProcedure, may } from '../../domain/contract/permissions.ts';
import { conversationIdSchema, idSchema } from '../../domain/contract/schemas.ts';
import { Refusal, refusals, TooFast } from '../../domain/errors.ts';
import type { Role } from '../../domain/project/roles.ts';
import { storableJson } from '../../domain/text/storable-text.ts';
import { bearerOf, type Context } from './context.ts';
import { inputField, inputWords } from './input-words.ts';
import { asTrpcError, codeOf } from './refused.ts';

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    message: wordsOf(error),
    data: {
      code: shape.data.code,
      httpStatus: shape.data.httpStatus,
      refusal: codeOf(error),
      retryAfterMs: error.cause instanceof TooFast ? error.cause.retryAfterMs : null,
      field: inputField(error.cause),
    },
  }),
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
});

export const router = t.router;

/** Turns a refusal into the HTTP status its code stands for; anything unknown stays an internal error. */
const answering = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const cause = isUnavailable(result.error) ? new Refusal('try_again') : result.error.cause;
  if (!(cause instanceof Refusal)) return result;
  throw asTrpcError(cause);
});

function wordsOf(error: TRPCError): string {
  if (error.cause instanceof Refusal) return error.cause.message;
  return inputWords(error.cause) ?? refusals[codeOf(error)].words;
}

/** The wall: no word of a client's reaches a limit, the contract or a table before it can be stored. */
export const procedure = answering.use(({ next, getRawInput }) =>
  next({ getRawInput: async () => storableJson(await getRawInput()) }),
);

/** For signed-in agents, who also have mail fetched and placed: what it says, it says as mail. */
export const agentProcedure = procedure.use(async ({ ctx, next }) => {
  const agent = await ctx.agent();
  if (!agent) throw new Refusal('signed_out');
  await ctx.limits.agentCall(agent.id);
  const { agent: gateway, mail: mailGateway } = ctx.gateway;
  return next({ ctx: { ...ctx, agent, gateway, mailGateway } });
});

/** The one place where a role decides, and how its holder came in. A procedure that the table does not name is open to nobody. */
function mustBeAllowed(path: string, { role, stepMissing }: { role: Role; stepMissing: boolean }): void {
  if (stepMissing) throw new Refusal('second_step_required');
  if (!isProjectProcedure(path) || !may(role, path)) throw new Refusal('not_allowed');
}

const projectInput = z.object({ projectId: idSchema('prj') });

/** For members of the project named in the input. A foreign project and a missing one look the same. */
export const projectProcedure = agentProcedure.input(projectInput).use(async ({ ctx, input, path, next }) => {
  const { projectId } = input;
  const member = await findMember(ctx.db, { projectId, ...bearerOf(ctx, ctx.agent) });
  if (!member) throw new Refusal('not_found');
  mustBeAllowed(path, member);
  return next({ ctx: { ...ctx, projectId, role: member.role } });
});

export const conversationIdInput = z.object({
  conversationId: conversationIdSchema,
});

/** For agents who may see the conversation named in the input. */
export const conversationProcedure = agentProcedure
  .input(conversationIdInput)
  .use(async ({ ctx, input, path, next }) => {
    const { conversationId } = input;
    const place = await findPlaceOfAgent(ctx.db, { conversationId, ...bearerOf(ctx, ctx.agent) });
    if (!place) throw new Refusal('conversation_not_found');
    mustBeAllowed(path, place);
    const { projectId, role } = place;
    return next({ ctx: { ...ctx, conversationId, projectId, role } });
  });

/** For whoever has no name yet, and nothing to say to a conversation. */
export const openProcedure = procedure.use(async ({ ctx, next }) => {
  await ctx.limits.openCall(ctx.address);
  return next({ ctx: { ...ctx, gateway: null } });
});

/** For visitors who carry their session's token. */
export const visitorProcedure = procedure.use(async ({ ctx, next }) => {
  const visitor = await ctx.visitor();
  if (!visitor) throw new Refusal('visitor_unknown');
  await ctx.limits.visitorCall(visitor.id);
  return next({ ctx: { ...ctx, visitor, gateway: ctx.gateway.visitor } });
});
