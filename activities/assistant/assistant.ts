import type { AnswerEvidence } from '../../domain/assistant/evidence.ts';
import type { ArticleToWrite, WrittenArticle } from './model/write-article.ts';
import type { Turn } from '../../domain/knowledge/turn.ts';
import type { Question } from './question.ts';
import type { ReachedBudget } from '../../domain/project/budgets/budgets.ts';
import type { Citation } from '../../domain/message.ts';
import type { Helper } from './helper.ts';

export type { Question, Turn };

export interface Answer {
  outcome: 'answered' | 'escalate';
  /** Markdown. May be empty when the outcome is `escalate`. */
  text: string;
  /** Why a person is needed, for agents; set when the outcome is `escalate`. */
  reason: string | null;
  /** In the order of the text's markers: [1] is the first. */
  citations: Citation[];
  /** The model that answered; null for the docs alone. */
  model: string | null;
  /** In tokens, as the endpoint counted them. */
  usage: { input: number; output: number } | null;
  /** What it rests on; absent where nobody looked. */
  evidence?: AnswerEvidence;
  /** Why nothing was asked; absent: it was. */
  budget?: ReachedBudget;
}

export interface AnswerOptions {
  onText(delta: string): void;
  /** What was given to `onText` until now must not be shown any more; the text begins anew. */
  onWithdrawn?(): void;
  /** What the model is told, each time that it is asked. */
  onAsked?(messages: { role: string; content: string }[]): void;
  /** What a try took that came to its end, whatever becomes of its words. */
  onTried?(tokens: { in: number; out: number }): void;
  signal: AbortSignal;
}

export interface Assistant {
  /**
   * Answers the newest question. `onText` gets the growing text; the result is the truth.
   * @throws ModelFailure when the model did not answer as it should; the signal's reason when stopped.
   */
  answer(question: Question, options: AnswerOptions): Promise<Answer>;
  /** Whether the docs have an answer, as far as that shows before one is written; absent where nobody can say. */
  knows?(question: Question): Promise<boolean>;
  /**
   * An article out of an agent's reply; null: its project may not ask a model now. Absent where there is no model.
   * @throws ModelFailure
   */
  writeArticle?(article: ArticleToWrite, signal: AbortSignal): Promise<WrittenArticle | null>;
  /** Helps agents as well; absent in what only answers. */
  helper?: Helper;
}
