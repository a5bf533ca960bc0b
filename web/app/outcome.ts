import { showAtField } from './field-problems.ts';
import type { Failure } from '../live/failure.ts';

/** How saving ended, in words that stay until something is changed again. */
export interface Outcome {
  bad: boolean;
  words: string;
}

export const outcomeOf = (failure: Failure | null, done: string): Outcome =>
  failure ? { bad: true, words: failure.words } : { bad: false, words: done };

/** The same, for a form whose fields say themselves what the api refused about them. */
export function outcomeAt(form: HTMLFormElement, failure: Failure | null, done: string): Outcome {
  const told = failure?.field ? showAtField(form, failure.field, failure.words) : false;
  return told ? { bad: true, words: 'Not saved yet: look at the marked field.' } : outcomeOf(failure, done);
}
