import { z } from 'zod';
import { readAgentSettings, saveAgentSettings } from '../../db/project/agents.ts';
import { endOtherSessions, endSession, listSessions } from '../../db/project/sessions.ts';
import { readWaysToSignIn } from '../../db/project/ways-to-sign-in.ts';
import { NOTIFY_BY_MAIL } from '../../domain/inbox/views.ts';
import { agentProcedure, router } from '../rpc/trpc.ts';
import { MAX_SIGNATURE } from '../../domain/limits.ts';

/** The signed-in agent's own settings; what is left out stays as it is. */
export const accountRouter = router({
  get: agentProcedure.query(({ ctx }) => readAgentSettings(ctx.db, ctx.agent.id)),
  save: agentProcedure
    .input(
      z.strictObject({
        signature: z.string().trim().max(MAX_SIGNATURE).optional(),
        notifyByMail: z.enum(NOTIFY_BY_MAIL).optional(),
      }),
    )
    .mutation(({ ctx, input }) => saveAgentSettings(ctx.db, ctx.agent.id, input)),

  /** By what they sign in, and where they are signed in now. */
  security: agentProcedure.query(async ({ ctx }) => {
    const { id, sessionId } = ctx.agent;
    const [ways, sessions] = await Promise.all([readWaysToSignIn(ctx.db, id), listSessions(ctx.db, id)]);
    return {
      ...ways,
      passkeys: ways.passkeys.map((each) => ({ ...each, createdAt: each.createdAt.toISOString() })),
      sessions: sessions.map((each) => ({
        ...each,
        beganAt: each.beganAt.toISOString(),
        seenAt: each.seenAt.toISOString(),
        isThis: each.id === sessionId,
      })),
    };
  }),

  endSession: agentProcedure
    .input(z.strictObject({ sessionId: z.string().max(100) }))
    .mutation(async ({ ctx, input: { sessionId } }) => {
      const { agent, log } = ctx;
      await endSession(ctx.db, { agentId: agent.id, sessionId });
      log.info({ event: { kind: 'session_ended', agentId: agent.id } }, 'account');
    }),

  endOtherSessions: agentProcedure.mutation(async ({ ctx }) => {
    const { agent, log } = ctx;
    await endOtherSessions(ctx.db, { agentId: agent.id, sessionId: agent.sessionId });
    log.info({ event: { kind: 'other_sessions_ended', agentId: agent.id } }, 'account');
  }),
});
