import { estimateTokens } from '../../../domain/assistant/estimate-tokens.ts';
import { ModelFailure } from './model-failure.ts';

interface Tokens {
  in: number;
  out: number;
}

/** What is heard of an answer while it is written. */
interface Heard {
  onText(delta: string): void;
  onAsked?(messages: { role: string; content: string }[]): void;
  onTried?(tokens: Tokens): void;
}

/** Knows what asking took, also where it came to no end. */
export interface SpentMeter<Options extends Heard> {
  options: Options;
  /** Of all tries. One that broke off is estimated: what it was given to read, and what it had said. */
  until(error: unknown): Tokens;
}

export function createSpentMeter<Options extends Heard>(options: Options): SpentMeter<Options> {
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
