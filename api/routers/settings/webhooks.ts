import { z } from 'zod';
import {
  addWebhook,
  countWebhooks,
  findWebhook,
  listWebhooks,
  removeWebhook,
} from '../../../db/notices/webhooks.ts';
import { idSchema } from '../../../domain/contract/schemas.ts';
import { Refusal } from '../../../domain/errors.ts';
import { MAX_ENDPOINT, MAX_WEBHOOKS } from '../../../domain/limits.ts';
import { shownAddress } from '../../../domain/notices/webhook-address.ts';
import { WEBHOOK_KINDS } from '../../../domain/notices/webhook-payload.ts';
import { audited } from '../../audit/audited.ts';
import { testWebhook } from '../../notices/test-notice.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';

const which = z.object({ id: idSchema('whk') });

/** Channels that hear of a project's waiting conversations. An address is shown to nobody again: it is a secret. */
export const webhooksRouter = router({
  list: projectProcedure.query(async ({ ctx }) =>
    (await listWebhooks(ctx.db, ctx.projectId)).map(({ id, kind, url, failure, failedAt }) => ({
      ...{ id, kind, failure, address: shownAddress(url), failedAt: failedAt?.toISOString() ?? null },
    })),
  ),

  add: projectProcedure
    .input(which.extend({ kind: z.enum(WEBHOOK_KINDS), url: z.string().trim().max(MAX_ENDPOINT) }))
    .mutation(async ({ ctx, input: { id, kind, url } }) => {
      const problem = ctx.outside.problemWith(url);
      if (problem) throw new Refusal('bad_input', problem);
      const { projectId } = ctx;
      await audited(ctx, async (tx) => {
        if ((await countWebhooks(tx, projectId)) >= MAX_WEBHOOKS)
          throw new Refusal('bad_input', `A project has at most ${MAX_WEBHOOKS} webhooks.`);
        const isNew = await addWebhook(tx, { id, projectId, kind, url });
        return { result: undefined, done: isNew ? { act: 'webhook_added', about: about(kind, url) } : null };
      });
    }),

  remove: projectProcedure.input(which).mutation(({ ctx, input: { id } }) =>
    audited(ctx, async (tx) => {
      const webhook = await findWebhook(tx, { projectId: ctx.projectId, id });
      await removeWebhook(tx, { projectId: ctx.projectId, id });
      const done = webhook && { act: 'webhook_removed' as const, about: about(webhook.kind, webhook.url) };
      return { result: undefined, done };
    }),
  ),

  sendTest: projectProcedure.input(which).mutation(async ({ ctx, input: { id } }) => {
    await ctx.limits.testNotice(ctx.agent.id);
    return testWebhook(ctx, { projectId: ctx.projectId, id });
  }),
});

/** In the audit log: never what makes it a secret. */
const about = (kind: string, url: string) => `${kind}, ${new URL(url).host}`;
