import { z } from 'zod';
import { findQuirks, forgetQuirks, saveQuirks } from '../../../db/knowledge/quirks.ts';
import { audited } from '../../audit/audited.ts';
import { begin, countSpent } from '../../../db/project/spending.ts';
import { findProject, saveSettings } from '../../../db/project/projects.ts';
import { costOf, listedPrice, priceOf, PRICES_AS_OF } from '../../../domain/assistant/cost.ts';
import { endpointName } from '../../../domain/assistant/endpoint-name.ts';
import { NO_QUIRKS } from '../../../domain/assistant/quirks.ts';
import { Refusal } from '../../../domain/errors.ts';
import { MAX_MODEL_NAME } from '../../../domain/limits.ts';
import { askOnce, listModels } from '../../model/ask-endpoint.ts';
import type { Context } from '../../rpc/context.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';
import type { ProjectId } from '../../../domain/ids.ts';

const MAX_QUESTION = 500;
/** Of a million tokens, in US dollars. */
const price = z.number('Write a price such as 0.15.').min(0).max(10_000);
const model = z.string().trim().min(1).max(MAX_MODEL_NAME);

/** The model that writes a project's answers: what it is, what it costs, and what it taught. */
export const modelRouter = router({
  get: projectProcedure.query(async ({ ctx }) => {
    const { endpoint, project } = await placesOf(ctx);
    if (!endpoint) return null;
    const name = project.model ?? endpoint.model;
    const place = { endpoint: endpointName(endpoint.baseUrl), model: name };
    return {
      ...place,
      listed: listedPrice(name),
      listedAsOf: PRICES_AS_OF,
      price: project.modelPrice,
      quirks: { ...NO_QUIRKS, ...(await findQuirks(ctx.db, place)) },
    };
  }),

  /** What the endpoint says it has, or why that is not known, in words. */
  list: projectProcedure.query(async ({ ctx }) => {
    const { endpoint } = await placesOf(ctx);
    return endpoint ? listModels(endpoint) : { problem: 'No model endpoint is configured.' };
  }),

  /** Asks one question, counted as the answers are, and keeps what it taught. */
  test: projectProcedure
    .input(z.object({ model, question: z.string().trim().min(1).max(MAX_QUESTION) }))
    .mutation(async ({ ctx, input }) => {
      const { endpoint, project } = await placesOf(ctx);
      if (!endpoint) return { problem: 'No model endpoint is configured.' };
      if (await begin(ctx.db, { projectId: project.id, asksModel: true }))
        return {
          problem: 'The project’s budget of today is used up. Raise it in General, or wait until tomorrow.',
        };
      const place = { endpoint: endpointName(endpoint.baseUrl), model: input.model };
      const known = { ...NO_QUIRKS, ...(await findQuirks(ctx.db, place)) };
      const tested = await askOnce(endpoint, { ...input, quirks: known });
      if ('problem' in tested) return tested;
      const { quirks, tokens } = tested.value;
      if (JSON.stringify(quirks) !== JSON.stringify(known)) await saveQuirks(ctx.db, { ...place, quirks });
      const cost = tokens && costOf(tokens, priceOf(project, input.model));
      if (tokens)
        await countSpent(ctx.db, {
          projectId: project.id,
          tokens: tokens.in + tokens.out,
          money: cost ?? 0,
        });
      return { value: { ...tested.value, cost } };
    }),

  /** What the team knows better than the list; null: as listed. */
  setPrice: projectProcedure
    .input(z.object({ price: z.object({ input: price, output: price }).nullable() }))
    .mutation(async ({ ctx, input }) => {
      await audited(ctx, async (tx) => {
        const changes = await saveSettings(tx, ctx.projectId, { modelPrice: input.price });
        return { result: undefined, done: changes && { act: 'settings_changed' as const, changes } };
      });
    }),

  /** For a model that was changed behind its name. */
  forget: projectProcedure.input(z.object({ model })).mutation(async ({ ctx, input }) => {
    const { endpoint } = await placesOf(ctx);
    if (endpoint)
      await forgetQuirks(ctx.db, { endpoint: endpointName(endpoint.baseUrl), model: input.model });
  }),
});

async function placesOf(ctx: Pick<Context, 'db' | 'config'> & { projectId: ProjectId }) {
  const project = await findProject(ctx.db, ctx.projectId);
  if (!project) throw new Refusal('not_found');
  return { project, endpoint: ctx.config.model };
}
