import { z } from 'zod';
import { audited } from '../audit/audited.ts';
import { deleteArticle, getArticle, listArticles, saveArticle } from '../../db/knowledge/articles.ts';
import { idSchema } from '../../domain/contract/schemas.ts';
import { Refusal } from '../../domain/errors.ts';
import { projectProcedure, router } from '../rpc/trpc.ts';
import { MAX_ARTICLE, MAX_ARTICLE_TITLE } from '../../domain/limits.ts';

const articleId = z.object({ id: idSchema('art') });

const article = articleId.extend({
  title: z.string().trim().min(1, 'Give the article a title.').max(MAX_ARTICLE_TITLE),
  text: z.string().trim().min(1, 'Paste the article’s text.').max(MAX_ARTICLE),
});

export const articlesRouter = router({
  list: projectProcedure.query(({ ctx }) => listArticles(ctx.db, ctx.projectId)),
  get: projectProcedure.input(articleId).query(async ({ ctx, input }) => {
    const found = await getArticle(ctx.db, { projectId: ctx.projectId, id: input.id });
    if (!found) throw new Refusal('not_found');
    return found;
  }),
  save: projectProcedure.input(article).mutation(async ({ ctx, input }) => {
    await audited(ctx, async (tx) => {
      const saved = await saveArticle(tx, input);
      if (!saved) throw new Refusal('not_found');
      const act = saved.isNew ? 'article_added' : 'article_changed';
      return { result: undefined, done: { act, about: input.title } };
    });
  }),
  remove: projectProcedure.input(articleId).mutation(async ({ ctx, input }) => {
    await audited(ctx, async (tx) => {
      const about = await deleteArticle(tx, { projectId: ctx.projectId, id: input.id });
      return { result: undefined, done: about === null ? null : { act: 'article_removed', about } };
    });
  }),
});
