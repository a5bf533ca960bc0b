import { z } from 'zod';
import {
  beginEvaluation,
  listEvaluations,
  runsNightly,
  setNightly,
} from '../../../db/evaluations/evaluations.ts';
import { findRealQuestion } from '../../../db/evaluations/real-questions.ts';
import { listResults } from '../../../db/evaluations/results.ts';
import {
  countTestQuestions,
  listTestQuestions,
  removeTestQuestion,
  saveTestQuestion,
} from '../../../db/evaluations/test-questions.ts';
import { idSchema, messageId } from '../../../domain/contract/schemas.ts';
import { Refusal } from '../../../domain/errors.ts';
import { changeOf } from '../../../domain/evaluations/evaluation.ts';
import { siblingId, type TestQuestionId } from '../../../domain/ids.ts';
import { MAX_TEST_QUESTIONS } from '../../../domain/limits.ts';
import { audited } from '../../audit/audited.ts';
import type { Context } from '../../rpc/context.ts';
import { conversationProcedure, projectProcedure, router } from '../../rpc/trpc.ts';
import { expectedOutcome, trialSettings, trialTurns } from './trial-input.ts';

const one = z.object({ id: idSchema('tqn') });
const run = z.object({ id: idSchema('evl') });
/** `change`: before another model, prompt or docs go live. */
const wanted = run.extend({ why: z.enum(['asked', 'change']), settings: trialSettings });

/** Questions whose outcome is known, and how the assistant did with all of them over time. */
export const testsRouter = router({
  list: projectProcedure.query(async ({ ctx }) => {
    const { db, projectId } = ctx;
    const [questions, runs, project] = await Promise.all([
      listTestQuestions(db, projectId),
      listEvaluations(db, projectId),
      runsNightly(db, projectId),
    ]);
    return { questions, runs, nightly: project?.nightly ?? false };
  }),

  count: projectProcedure.query(({ ctx }) => countTestQuestions(ctx.db, ctx.projectId)),

  /** What came of each question of a run, and how that changed. */
  results: projectProcedure.input(run).query(async ({ ctx, input }) => {
    const { db, projectId } = ctx;
    const found = (await listEvaluations(db, projectId)).find(({ id }) => id === input.id);
    if (!found) throw new Refusal('not_found');
    const { before } = found;
    const results = await listResults(db, { projectId, id: input.id, before });
    return results.map(({ passedBefore, ...result }) => ({
      ...result,
      change: changeOf(result.passed, passedBefore),
    }));
  }),

  save: projectProcedure
    .input(one.extend({ turns: trialTurns, expected: expectedOutcome }))
    .mutation(async ({ ctx, input }) => {
      const { projectId } = ctx;
      await save(ctx, { ...input, projectId, conversationId: null });
    }),

  /** A customer's question as it was asked, with what came of it then as what should come of it. */
  saveAsked: conversationProcedure.input(z.object({ messageId })).mutation(async ({ ctx, input }) => {
    const { conversationId, projectId } = ctx;
    const found = await findRealQuestion(ctx.db, { conversationId, messageId: input.messageId });
    if (!found) throw new Refusal('not_found');
    const id: TestQuestionId = siblingId('tqn', input.messageId);
    await save(ctx, { id, ...found, projectId, conversationId });
    return { id };
  }),

  remove: projectProcedure.input(one).mutation(async ({ ctx, input }) => {
    await audited(ctx, async (tx) => {
      const gone = await removeTestQuestion(tx, { projectId: ctx.projectId, id: input.id });
      return { result: undefined, done: gone === null ? null : { act: 'test_question_removed' } };
    });
  }),

  run: projectProcedure.input(wanted).mutation(async ({ ctx, input }) => {
    const { projectId, db } = ctx;
    if ((await countTestQuestions(db, projectId)) === 0) throw new Refusal('bad_input', NO_QUESTIONS);
    await ctx.limits.evaluation(projectId);
    const start = { projectId, id: input.id, why: input.why, settings: input.settings };
    await ctx.evaluations.begin(start);
    await beginEvaluation(db, start);
  }),

  setNightly: projectProcedure.input(z.object({ nightly: z.boolean() })).mutation(async ({ ctx, input }) => {
    const { nightly } = input;
    await audited(ctx, async (tx) => {
      const isNew = await setNightly(tx, ctx.projectId, nightly);
      const changes = { testsNightly: { from: !nightly, to: nightly } };
      return { result: undefined, done: isNew ? { act: 'settings_changed', changes } : null };
    });
    if (nightly) await ctx.evaluations.everyNight(ctx.projectId);
  }),
});

type Place = Parameters<typeof audited>[0] & Pick<Context, 'db'>;

async function save(ctx: Place, question: Parameters<typeof saveTestQuestion>[1]): Promise<void> {
  if ((await countTestQuestions(ctx.db, question.projectId)) >= MAX_TEST_QUESTIONS)
    throw new Refusal('bad_input', TOO_MANY);
  await audited(ctx, async (tx) => {
    const saved = await saveTestQuestion(tx, question);
    if (!saved) throw new Refusal('not_found');
    return {
      result: undefined,
      done: { act: saved.isNew ? 'test_question_added' : 'test_question_changed' },
    };
  });
}

const NO_QUESTIONS = 'There are no test questions yet. Ask something and save it as a test.';
const TOO_MANY = `A project has ${MAX_TEST_QUESTIONS} test questions at most. Delete one first.`;
