import { z } from 'zod';
import { compareTexts } from '../../docs/compare-texts.ts';
import { listCorrections, loadPieces } from '../../../db/knowledge/corrections/list-corrections.ts';
import { settleCorrection } from '../../../db/knowledge/corrections/settle-correction.ts';
import { idSchema } from '../../../domain/contract/schemas.ts';
import { Refusal } from '../../../domain/errors.ts';
import { correctionText } from '../../../domain/knowledge/corrections/correction.ts';
import { saysNow } from '../../../domain/knowledge/corrections/says-now.ts';
import { mailLanguage } from '../../../domain/language/guess-language.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';

const one = z.object({ answerId: idSchema('msg'), hash: z.string().regex(/^[0-9a-f]{16}$/) });

/** Answers whose words do not stand any more. */
export const correctionsRouter = router({
  /** Each with what its article says now, and a text to review and send. `articleId`: of this article alone. */
  list: projectProcedure
    .input(z.object({ articleId: idSchema('art').optional() }))
    .query(async ({ ctx, input: { articleId } }) => {
      const { db, projectId } = ctx;
      const rows = await listCorrections(db, { projectId, articleId });
      const ids = [...new Set(rows.map((row) => row.articleId))];
      const pieces = await loadPieces(db, { projectId, ids });
      return rows.map(({ language, ...row }) => {
        const now =
          saysNow({ heading: row.heading, text: row.was }, pieces.get(row.articleId) ?? [])?.text ?? null;
        const spoken = language === null ? mailLanguage(row.said) : asMailLanguage(language);
        return {
          ...row,
          parts: compareTexts(row.was, now ?? ''),
          text: correctionText({ was: row.was, now, language: spoken }),
        };
      });
    }),
  settle: projectProcedure
    .input(one.extend({ how: z.enum(['dismiss', 'undo', 'begin']) }))
    .mutation(async ({ ctx, input: { answerId, hash, how } }) => {
      const { db, projectId, agent } = ctx;
      const settling = { projectId, answerId, hash, agentId: agent.id, how };
      if (!(await db.transaction((tx) => settleCorrection(tx, settling)))) throw new Refusal('not_found');
    }),
});

const asMailLanguage = (language: string) =>
  language === 'german' || language === 'french' || language === 'spanish' ? language : 'english';
