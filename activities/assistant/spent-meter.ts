import { estimateTokens } from '../../domain/assistant/estimate-tokens.ts';
import type { AnswerOptions } from './assistant.ts';
import { ModelFailure } from './model/model-failure.ts';

interface Tokens {
  in: number;
  out: number;
}

/** Knows what asking took, also where it came to no end. */
export interface SpentMeter {
  options: AnswerOptions;
  /** Of all tries. One that broke off is estimated: what it was given to read, and what it had said. */
  until(error: unknown): Tokens;
}

export function createSpentMeter(options: AnswerOptions): SpentMeter {
  const ended: Tokens = { in: 0, out: 0 };
  let begun: Tokens = { in: 0, out: 0 };
  return {
    options: {
      ...options,
      onText: (delta) => {
        begun.out += estimateTokens(delta);
        options.onText(delta);
      },
      // A form that the endpoint refused is asked anew, and cost nothing.
      onAsked: (messages) => {
        begun = { in: estimateTokens(messages.map(({ content }) => content).join('\n')), out: 0 };
        options.onAsked?.(messages);
      },
      onTried: (tokens) => {
        ended.in += tokens.in;
        ended.out += tokens.out;
        begun = { in: 0, out: 0 };
        options.onTried?.(tokens);
      },
    },
    until: (error) => {
      const isBilled = !(error instanceof ModelFailure) || error.isBilled;
      return isBilled ? { in: ended.in + begun.in, out: ended.out + begun.out } : ended;
    },
  };
}
