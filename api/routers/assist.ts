import { assistShapes, type AssistInput, type AssistName } from '../../domain/contract/assist-shapes.ts';
import { newId } from '../../domain/ids.ts';
import { conversationProcedure, projectProcedure, router } from '../rpc/trpc.ts';
import { assistIdOf } from '../gateway/assist-gateway.ts';
import type { Context } from '../rpc/context.ts';

const own = { projectId: true, conversationId: true } as const;

/** What agents ask the assistant for while they write. Nothing of it is recorded or sent by itself. */
export const assistRouter = router({
  /** Whether a model helps here; without one the docs' passages do. */
  state: projectProcedure.query(({ ctx }) => ({ model: ctx.config.model !== null })),

  passages: conversationProcedure.mutation(({ ctx, signal }) =>
    ask(ctx, 'passages', { ...placeOf(ctx) }, signal),
  ),

  suggest: conversationProcedure.mutation(({ ctx, signal }) =>
    ask(ctx, 'suggest', { ...placeOf(ctx) }, signal),
  ),

  rewrite: conversationProcedure
    .input(assistShapes.rewrite.input.omit(own).loose())
    .mutation(({ ctx, input: { text, how }, signal }) =>
      ask(ctx, 'rewrite', { ...placeOf(ctx), text, how }, signal),
    ),

  translate: conversationProcedure
    .input(assistShapes.translate.input.omit(own).loose())
    .mutation(({ ctx, input: { messageId, into }, signal }) =>
      ask(ctx, 'translate', { ...placeOf(ctx), messageId, into }, signal),
    ),
});

type Place = Pick<AssistInput<'passages'>, 'projectId' | 'conversationId'>;
const placeOf = ({ projectId, conversationId }: Place): Place => ({ projectId, conversationId });

/** Whoever hangs up wants it no more. */
function ask<Name extends AssistName>(
  { assist }: Pick<Context, 'assist'>,
  name: Name,
  input: AssistInput<Name>,
  signal: AbortSignal | undefined,
) {
  const id = assistIdOf(input.conversationId) + newId('msg');
  return assist(name, input, { id, signal });
}
