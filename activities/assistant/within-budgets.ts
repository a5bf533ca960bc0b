import { begin, countSpent } from '../../db/project/spending.ts';
import type { Database } from '../../db/connection/database.ts';
import { costOf, priceOf } from '../../domain/assistant/cost.ts';
import { NOTHING_ASKED } from '../../domain/assistant/evidence.ts';
import { fixedWords } from '../../domain/knowledge/fixed-words.ts';
import { budgetReason, type ReachedBudget } from '../../domain/project/budgets/budgets.ts';
import type { Answer, Assistant, Question } from './assistant.ts';
import { createSpentMeter } from './model/spent-meter.ts';

interface Counting {
  db: Database;
  /** The installation's; null: the docs alone answer, which costs turns and nothing else. */
  model: string | null;
  languageOf: NonNullable<Assistant['helper']>['languageOf'];
}

/**
 * Lets the assistant answer as long as no budget is reached; then the customer is told that a person goes on. What a try took is
 * counted when it ends, however it ends: an answer under way may pass a budget by itself, the next one is not begun.
 */
export function withinBudgets(assistant: Assistant, counting: Counting): Assistant {
  const { knows, writeArticle } = assistant;
  const { db, model } = counting;
  return {
    ...(knows && { knows }),
    ...(writeArticle && {
      writeArticle: async (article, signal) => {
        const { id: projectId } = article.project;
        if (await begin(db, { projectId, asksModel: true })) return null;
        const written = await writeArticle(article, signal);
        const { input, output } = written?.usage ?? { input: 0, output: 0 };
        await count(counting, { project: article.project, tokens: { in: input, out: output } });
        return written;
      },
    }),
    answer: async (question, options) => {
      const asksModel = model !== null;
      if (!asksModel && !question.conversation) return assistant.answer(question, options);
      const { project, conversation } = question;
      const reached = await begin(db, { projectId: project.id, conversation, asksModel });
      if (reached) return handOff(question, { reached, counting });
      const meter = createSpentMeter(options);
      try {
        const answer = await assistant.answer(question, meter.options);
        if (asksModel) await count(counting, { ...question, tokens: tokensOf(answer) });
        return answer;
      } catch (error) {
        if (asksModel) await count(counting, { ...question, tokens: meter.until(error) });
        throw error;
      }
    },
  };
}

type Counted = Pick<Question, 'conversation'> & {
  project: Pick<Question['project'], 'id' | 'model' | 'modelPrice'>;
  tokens: { in: number; out: number };
};

/** A model without a price costs tokens and no money. */
export async function count(
  { db, model }: Pick<Counting, 'db' | 'model'>,
  { project, conversation, tokens }: Counted,
): Promise<void> {
  const money = costOf(tokens, priceOf(project, project.model ?? model ?? '')) ?? 0;
  const { conversationId } = conversation ?? {};
  await countSpent(db, { projectId: project.id, conversationId, tokens: tokens.in + tokens.out, money });
}

const tokensOf = ({ evidence, usage }: Answer) =>
  evidence?.tokens ?? { in: usage?.input ?? 0, out: usage?.output ?? 0 };

/** Whoever asks for the team's sake reads the reason; a customer is told in their language. */
async function handOff(
  question: Question,
  { reached, counting }: { reached: ReachedBudget; counting: Counting },
): Promise<Answer> {
  const isCustomers = question.conversation !== undefined;
  const text = isCustomers ? fixedWords(await counting.languageOf(question)).handOver : '';
  return {
    ...{ outcome: 'escalate', text, reason: budgetReason(reached), citations: [], model: null, usage: null },
    evidence: { ...NOTHING_ASKED, outcome: 'ceiling' },
    budget: reached,
  };
}
