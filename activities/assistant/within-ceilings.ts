import { countTokens, mayCallModel } from '../../db/project/daily-use.ts';
import type { Database } from '../../db/connection/database.ts';
import { CEILING_REASON } from '../../domain/project/ceilings.ts';
import type { Assistant } from './assistant.ts';

/**
 * Lets a model answer as long as its project may use it today. Whoever reaches a ceiling gets a person. A call is counted
 * before it is made and its tokens after it, so that answers under way at once pass the ceiling by themselves at most.
 */
export function withinCeilings(assistant: Assistant, db: Database): Assistant {
  return {
    answer: async (question, options) => {
      const { id: projectId } = question.project;
      if (!(await mayCallModel(db, projectId))) return handOff();
      const answer = await assistant.answer(question, options);
      const tokens = answer.usage ? answer.usage.input + answer.usage.output : estimate(question, answer);
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
});

/** Four characters make about a token, where an endpoint does not count; the passages come on top. */
function estimate({ turns }: { turns: { text: string }[] }, { text }: { text: string }): number {
  return PASSAGES + Math.ceil((turns.reduce((sum, turn) => sum + turn.text.length, 0) + text.length) / 4);
}
const PASSAGES = 3_000;
