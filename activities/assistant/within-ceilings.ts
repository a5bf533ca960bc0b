import { countTokens, mayCallModel } from '../../db/project/daily-use.ts';
import type { Database } from '../../db/connection/database.ts';
import { NOTHING_ASKED } from '../../domain/assistant/evidence.ts';
import { CEILING_REASON } from '../../domain/project/ceilings.ts';
import type { Assistant } from './assistant.ts';

/**
 * Lets a model answer as long as its project may use it today. Whoever reaches a ceiling gets a person. A call is counted
 * before it is made and its tokens after it, so that answers under way at once pass the ceiling by themselves at most.
 */
export function withinCeilings(assistant: Assistant, db: Database): Assistant {
  const { knows, writeArticle } = assistant;
  return {
    ...(knows && { knows }),
    ...(writeArticle && {
      writeArticle: async (article, signal) => {
        const { id: projectId } = article.project;
        if (!(await mayCallModel(db, projectId))) return null;
        const written = await writeArticle(article, signal);
        const { input, output } = written?.usage ?? { input: 0, output: 0 };
        await countTokens(db, { projectId, tokens: input + output });
        return written;
      },
    }),
    answer: async (question, options) => {
      const { id: projectId } = question.project;
      if (!(await mayCallModel(db, projectId))) return handOff();
      const answer = await assistant.answer(question, options);
      const used = answer.evidence?.tokens ?? {
        in: answer.usage?.input ?? 0,
        out: answer.usage?.output ?? 0,
      };
      const tokens = used.in + used.out;
      await countTokens(db, { projectId, tokens });
      return answer;
    },
  };
}

const handOff = () => ({
  outcome: 'escalate' as const,
  text: '',
  reason: CEILING_REASON,
  citations: [],
  model: null,
  usage: null,
  evidence: { ...NOTHING_ASKED, outcome: 'ceiling' as const },
});
