import { z } from 'zod';
import { audited } from '../../audit/audited.ts';
import { compareTexts } from '../../docs/compare-texts.ts';
import {
  arrangeArticles,
  deleteArticle,
  getArticle,
  listArticles,
  saveArticle,
  settleVanished,
} from '../../../db/knowledge/articles.ts';
import { countThumbs } from '../../../db/conversation/thumbs.ts';
import { countCited } from '../../../db/knowledge/cited.ts';
import { loadPassages } from '../../../db/knowledge/load-passages.ts';
import { getVersion, listVersions } from '../../../db/knowledge/versions.ts';
import { idSchema } from '../../../domain/contract/schemas.ts';
import { Refusal } from '../../../domain/errors.ts';
import { MAX_ARRANGED, MAX_ARTICLE, MAX_ARTICLE_TITLE, MAX_FOLDER } from '../../../domain/limits.ts';
import { findHints } from '../../../domain/knowledge/hints.ts';
import { ARTICLE_AUDIENCES } from '../../../domain/knowledge/sources/source.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';

const articleId = z.object({ id: idSchema('art') });

export const article = articleId.extend({
  title: z.string().trim().min(1, 'Give the article a title.').max(MAX_ARTICLE_TITLE),
  text: z.string().trim().min(1, 'Paste the article’s text.').max(MAX_ARTICLE),
});

const several = z.object({ ids: z.array(idSchema('art')).min(1).max(MAX_ARRANGED) });
const arrangement = several.extend({
  enabled: z.boolean().optional(),
  audience: z.enum(ARTICLE_AUDIENCES).optional(),
  folder: z.string().trim().max(MAX_FOLDER).optional(),
});

/** The hints look at every two passages with a word in common that few others have; beyond this that takes seconds. */
const MOST_HINTED = 4_000;

export const articlesRouter = router({
  list: projectProcedure.query(({ ctx }) => listArticles(ctx.db, ctx.projectId)),
  /** In how many of the last 90 days' answers each was cited: those that were. */
  cited: projectProcedure.query(async ({ ctx }) =>
    Object.fromEntries(await countCited(ctx.db, ctx.projectId)),
  ),
  /** What customers said of those answers: helpful or not, by the articles that they cite. */
  thumbs: projectProcedure.query(async ({ ctx }) =>
    Object.fromEntries(await countThumbs(ctx.db, ctx.projectId)),
  ),
  /** The ids of the articles that hold all these words. */
  search: projectProcedure.input(z.object({ words: z.string().max(200) })).query(async ({ ctx, input }) => {
    const words = input.words.split(/\s+/).filter(Boolean).slice(0, 8);
    return (await listArticles(ctx.db, ctx.projectId, words)).map(({ id }) => id);
  }),
  get: projectProcedure.input(articleId).query(async ({ ctx, input }) => {
    const found = await getArticle(ctx.db, { projectId: ctx.projectId, id: input.id });
    if (!found) throw new Refusal('not_found');
    return found;
  }),
  versions: projectProcedure
    .input(articleId)
    .query(({ ctx, input }) => listVersions(ctx.db, { projectId: ctx.projectId, id: input.id })),
  /** What an article said, against what it says now. */
  compare: projectProcedure
    .input(articleId.extend({ versionId: idSchema('ver') }))
    .query(async ({ ctx, input }) => {
      const found = await getVersion(ctx.db, { ...input, projectId: ctx.projectId });
      if (!found) throw new Refusal('not_found');
      return {
        title: found.before.title,
        text: found.before.text,
        parts: compareTexts(found.before.text, found.now.text),
      };
    }),
  /** Passages that say nearly the same, or the same with other numbers. */
  hints: projectProcedure.query(async ({ ctx }) => {
    const { passages } = await loadPassages(ctx.db, ctx.projectId, { identified: true });
    return findHints(passages.slice(0, MOST_HINTED));
  }),
  save: projectProcedure.input(article).mutation(async ({ ctx, input }) => {
    await audited(ctx, async (tx) => {
      const saved = await saveArticle(tx, input);
      if (!saved) throw new Refusal('not_found');
      const act = saved.isNew ? 'article_added' : 'article_changed';
      return { result: undefined, done: { act, about: input.title } };
    });
  }),
  arrange: projectProcedure.input(arrangement).mutation(({ ctx, input }) =>
    audited(ctx, async (tx) => {
      const titles = await arrangeArticles(tx, { ...input, projectId: ctx.projectId });
      if (titles.length === 0) throw new Refusal('not_found');
      return { result: undefined, done: { act: 'articles_arranged', about: titles.slice(0, 5).join(', ') } };
    }),
  ),
  settleVanished: projectProcedure.input(several.extend({ keep: z.boolean() })).mutation(({ ctx, input }) =>
    audited(ctx, async (tx) => {
      const settled = await settleVanished(tx, { ...input, projectId: ctx.projectId });
      const about = `${settled} ${input.keep ? 'kept' : 'switched off'}`;
      return { result: undefined, done: settled > 0 ? { act: 'articles_arranged', about } : null };
    }),
  ),
  remove: projectProcedure.input(articleId).mutation(async ({ ctx, input }) => {
    await audited(ctx, async (tx) => {
      const about = await deleteArticle(tx, { projectId: ctx.projectId, id: input.id });
      return { result: undefined, done: about === null ? null : { act: 'article_removed', about } };
    });
  }),
});
