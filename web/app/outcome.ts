import type { Failure } from './failure.ts';

/** How saving ended, in words that stay until something is changed again. */
export interface Outcome {
  bad: boolean;
  words: string;
}

export const outcomeOf = (failure: Failure | null, done: string): Outcome =>
  failure ? { bad: true, words: failure.words } : { bad: false, words: done };
