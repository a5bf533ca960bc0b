import { z } from 'zod';
import { audited } from '../../audit/audited.ts';
import { saveArticle } from '../../../db/knowledge/articles.ts';
import { countCorrections } from '../../../db/knowledge/corrections/list-corrections.ts';
import { findAgentAnswer, listAgentAnswers } from '../../../db/knowledge/gaps/agent-answers.ts';
import { findGapDraft, saveGapDraft } from '../../../db/knowledge/gaps/gap-drafts.ts';
import { countOpenGaps, listGapQuestions, readGapQuestions } from '../../../db/knowledge/gaps/list-gaps.ts';
import { beginTrying, dismissGap, fillGap, readGap } from '../../../db/knowledge/gaps/settle-gaps.ts';
import { idSchema } from '../../../domain/contract/schemas.ts';
import { Refusal } from '../../../domain/errors.ts';
import { draftFromReply } from '../../../domain/knowledge/gaps/draft-from-reply.ts';
import { DEFAULT_DAYS, GAP_DAYS, GAP_STATES } from '../../../domain/knowledge/gaps/gap.ts';
import { summarizeGaps } from '../../../domain/knowledge/gaps/summarize-gaps.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';
import { article } from './articles.ts';

const gap = z.object({ gapId: idSchema('gap') });

/** Questions that the docs did not answer. What was typed is an id of another project: there is no such gap. */
export const gapsRouter = router({
  list: projectProcedure
    .input(z.object({ state: z.enum(GAP_STATES), days: z.literal(GAP_DAYS) }))
    .query(async ({ ctx, input: { state, days } }) => {
      const { db, projectId } = ctx;
      return summarizeGaps(await listGapQuestions(db, { projectId, state, days }), new Date());
    }),
  counts: projectProcedure.query(async ({ ctx: { db, projectId } }) => {
    const [open, corrections] = await Promise.all([
      countOpenGaps(db, projectId, DEFAULT_DAYS),
      countCorrections(db, projectId),
    ]);
    return { open, corrections };
  }),
  get: projectProcedure.input(gap).query(async ({ ctx, input: { gapId } }) => {
    const { db, config } = ctx;
    const place = { projectId: ctx.projectId, gapId };
    const [standing, questions, replies, draft] = await Promise.all([
      ...[readGap(db, place), readGapQuestions(db, place)],
      ...[listAgentAnswers(db, place), findGapDraft(db, place)],
    ] as const);
    const [row] = summarizeGaps(questions, new Date());
    if (!standing || !row) throw new Refusal('not_found');
    const asked = questions.map(({ terms: _terms, ...question }) => question).reverse();
    return { ...standing, ...row, asked, replies, draft, hasModel: config.model !== null };
  }),

  /** An article out of an agent's reply, for review; with a model it is written over it. */
  draft: projectProcedure
    .input(gap.extend({ messageId: idSchema('msg'), articleId: idSchema('art'), byModel: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      const { db, projectId } = ctx;
      const { gapId, messageId, articleId } = input;
      const isWriting = input.byModel && ctx.config.model !== null;
      const [row] = summarizeGaps(await readGapQuestions(db, { projectId, gapId }), new Date());
      const said = await findAgentAnswer(db, { projectId, gapId, messageId });
      if (!row || !said) throw new Refusal('not_found');
      const draft = draftFromReply({ question: row.title, reply: said.reply }, said);
      await db.transaction((tx) =>
        saveGapDraft(tx, { projectId, gapId, messageId, articleId, draft, isWriting }),
      );
      if (isWriting) await ctx.gapWork.writeDraft(gapId, messageId);
      return { articleId: (await findGapDraft(db, { projectId, gapId }))?.articleId ?? articleId };
    }),

  /** Publishes an article for a gap; its questions are asked again. */
  publish: projectProcedure.input(article.extend(gap.shape)).mutation(async ({ ctx, input }) => {
    const { gapId, id, title, text } = input;
    const { projectId, agent } = ctx;
    await audited(ctx, async (tx) => {
      const saved = await saveArticle(tx, { projectId, id, title, text });
      if (!saved || !(await fillGap(tx, { projectId, gapId, articleId: id, agentId: agent.id })))
        throw new Refusal('not_found');
      const act = saved.isNew ? 'article_added' : 'article_changed';
      return { result: undefined, done: { act, about: title } };
    });
    await ctx.gapWork.tryGap(gapId);
  }),

  tryAgain: projectProcedure.input(gap).mutation(async ({ ctx, input: { gapId } }) => {
    const { db, projectId } = ctx;
    if (!(await db.transaction((tx) => beginTrying(tx, { projectId, gapId }))))
      throw new Refusal('not_found');
    await ctx.gapWork.tryGap(gapId);
  }),

  dismiss: projectProcedure
    .input(gap.extend({ dismissed: z.boolean() }))
    .mutation(async ({ ctx, input: { gapId, dismissed } }) => {
      const { db, projectId, agent } = ctx;
      const place = { projectId, gapId, agentId: agent.id };
      const known = await db.transaction((tx) => dismissGap(tx, { ...place, dismissed }));
      if (!known) throw new Refusal('not_found');
    }),
});
