import type { Language } from '../../language/language.ts';
import type { Ground } from './ground.ts';

/** Fitted on accepted answers and their mismatches by `npm run measure-gate`, see docs/architecture/assistant.md. */
const SENTENCE = { share: 0.2, from: 6 };
/** Of all said so far, by the passages alone; what the customer said counts neither way. */
const SO_FAR = { share: 0.3, from: 10 };
const IN_ALL = { share: 0.4, from: 4 };

/** Whether the words of an answer stand in what it may rest on. Greetings, questions and offers need no support. */
export interface Support {
  carries(words: string, meant: { terms: string[]; language: Language }): boolean;
  carriesAll(): boolean;
}

export function createSupport(ground: Ground): Support {
  let [said, found] = [0, 0];
  return {
    carries: (words, { terms, language }) => {
      // Words can be compared within one language only: the rest of the gate carries an answer in another.
      if (ground.languages.size > 0 && !ground.languages.has(language)) return true;
      if (/[?？؟]\W*$/u.test(words)) return true;
      const { all, passages, customer } = ground.terms(language);
      const counted = terms.filter(
        (term) => !/^\d/.test(term) && (passages.has(term) || !customer.has(term)),
      );
      said += counted.length;
      found += counted.filter((term) => passages.has(term)).length;
      if (counted.length > 0 && said >= SO_FAR.from && found / said < SO_FAR.share) return false;
      return terms.length < SENTENCE.from || shareOf(terms, all) >= SENTENCE.share;
    },
    carriesAll: () => said < IN_ALL.from || found / said >= IN_ALL.share,
  };
}

export function shareOf(terms: string[], known: ReadonlySet<string>): number {
  return terms.length === 0 ? 0 : terms.filter((term) => known.has(term)).length / terms.length;
}
