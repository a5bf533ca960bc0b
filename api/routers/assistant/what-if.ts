import { z } from 'zod';
import { beginComparison, endComparison, listComparisons } from '../../../db/evaluations/comparisons.ts';
import { listCompared, readCompared } from '../../../db/evaluations/comparison-questions.ts';
import { idSchema, messageId } from '../../../domain/contract/schemas.ts';
import { Refusal } from '../../../domain/errors.ts';
import { changesSomething } from '../../../domain/evaluations/trial.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';
import { estimateComparison } from './estimate-comparison.ts';
import { trialSettings } from './trial-input.ts';

const one = z.object({ id: idSchema('cmp') });

/** Real questions asked again: as customers are answered now, and in another way. */
export const whatIfRouter = router({
  list: projectProcedure.query(({ ctx }) => listComparisons(ctx.db, ctx.projectId)),

  /** What it would take, before anything is asked. */
  estimate: projectProcedure
    .input(z.object({ settings: trialSettings }))
    .query(({ ctx, input }) => estimateComparison(ctx, input.settings)),

  /** How the answers of each question differ. */
  questions: projectProcedure
    .input(one)
    .query(({ ctx, input }) => listCompared(ctx.db, { projectId: ctx.projectId, id: input.id })),

  /** Both answers to one of them. */
  answers: projectProcedure.input(one.extend({ answerId: messageId })).query(async ({ ctx, input }) => {
    const found = await readCompared(ctx.db, { ...input, projectId: ctx.projectId });
    if (!found) throw new Refusal('not_found');
    return found;
  }),

  begin: projectProcedure.input(one.extend({ settings: trialSettings })).mutation(async ({ ctx, input }) => {
    const { db, projectId } = ctx;
    if (!changesSomething(input.settings)) throw new Refusal('bad_input', NOTHING_ELSE);
    await ctx.limits.evaluation(projectId);
    const start = { projectId, id: input.id, settings: input.settings };
    const begun = await beginComparison(db, start);
    if (begun !== 'begun') throw new Refusal('bad_input', begun === 'busy' ? ONE_RUNS : NOTHING_ASKED);
    try {
      await ctx.evaluations.compare(start);
    } catch (error) {
      // Nobody knows whether it runs: what has ended asks nothing, and holds up no other one.
      await endComparison(db, { id: input.id, projectId, end: 'broken' });
      throw error;
    }
  }),

  stop: projectProcedure.input(one).mutation(async ({ ctx, input }) => {
    const { db, projectId } = ctx;
    await endComparison(db, { id: input.id, projectId, end: 'stopped' });
  }),
});

const NOTHING_ELSE = 'Choose what should be different: another model, prompt or language, or draft docs too.';
const ONE_RUNS = 'Questions are being asked again already. Stop that, or wait until it is done.';
const NOTHING_ASKED = 'No customer has asked the assistant anything yet.';
