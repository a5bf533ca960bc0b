import type { Language } from '../../../domain/language/language.ts';
import type { PassageIndex, RankedPassage } from '../retrieval/rank-passages.ts';
import type { Wanted } from '../retrieval/question-terms.ts';

/** Terms. Within so long a stretch of text, what belongs together stands together. */
const STRETCH = 24;
/** Terms apart. Words that are neighbours in a question may have an article between them in a text. */
const NEAR = 3;
/** Of rarity: what the words of a long, particular question have in common with its answer. */
const FULL_MASS = 30;
/** BM25 of a word approaches its rarity times this (K1 + 1). */
const FULL_SCORE = 2.2;
const MANY_WORDS = 6;

/** What may say that a passage answers a question: each about 0 to 1. Their weights stand in `weights.json`. */
export const FEATURES = [
  'coverage',
  'headFocus',
  'stretch',
  'pairs',
  'score',
  'found',
  'mass',
  'density',
  'unknown',
  'corrected',
  'unspaced',
  'likeness',
] as const;
export type Features = Record<(typeof FEATURES)[number], number>;

/** Languages that set no spaces between words, or set them between syllables: what is compared is shorter, and shared by chance. */
const UNSPACED: ReadonlySet<Language> = new Set<Language>(['chinese', 'japanese', 'thai', 'vietnamese']);

export const isUnspaced = (language: Language) => UNSPACED.has(language);

export function featuresOf(index: PassageIndex, wanted: Wanted, candidate: RankedPassage): Features {
  const { head, body } = candidate;
  const mentioned = new Set([...head, ...body]);
  const terms = [...wanted.terms].map(([term, weight]) => ({
    term,
    weight,
    worth: weight * index.rarity(term),
  }));
  const all = sum(terms.map(({ worth }) => worth)) || 1;
  const own = terms.filter(({ weight }) => weight >= 0.5).map(({ term }) => term);
  const unknown = terms.filter(({ term }) => !index.isKnown(term));
  return {
    coverage: candidate.coverage,
    headFocus: headFocus(index, wanted, head),
    stretch: bestStretch(index, wanted, body) / all,
    pairs: pairsFound(own, candidate),
    score: candidate.score / (all * FULL_SCORE),
    found: Math.min(1, own.filter((term) => mentioned.has(term)).length / MANY_WORDS),
    mass: Math.min(1.5, (candidate.coverage * all) / FULL_MASS),
    density: Math.min(1, body.filter((term) => wanted.terms.has(term)).length / (8 + body.length / 4)),
    unknown: sum(unknown.map(({ worth }) => worth)) / all,
    corrected: wanted.corrected / (own.length || 1),
    unspaced: isUnspaced(candidate.language) ? 1 : 0,
    likeness: candidate.likeness ?? 0,
  };
}

/** How much of what the title and the headings say was asked for. */
function headFocus(index: PassageIndex, wanted: Wanted, head: readonly string[]): number {
  const terms = [...new Set(head)];
  const all = sum(terms.map((term) => index.rarity(term)));
  return sum(terms.filter((term) => wanted.terms.has(term)).map((term) => index.rarity(term))) / (all || 1);
}

/** The most that is asked for and found close together. */
function bestStretch(index: PassageIndex, { terms }: Wanted, body: readonly string[]): number {
  const hits = body.flatMap((term, at) => {
    const weight = terms.get(term);
    return weight === undefined ? [] : [{ at, term, worth: weight * index.rarity(term) }];
  });
  let best = 0;
  hits.forEach(({ at: start }, from) => {
    const seen = new Set<string>();
    let value = 0;
    for (const { at, term, worth } of hits.slice(from, from + STRETCH + 1)) {
      if (at - start > STRETCH) break;
      if (!seen.has(term)) value += worth;
      seen.add(term);
    }
    best = Math.max(best, value);
  });
  return best;
}

/** 0 to 1: neighbours in the question that are neighbours in the passage, too. */
function pairsFound(own: string[], { head, body }: RankedPassage): number {
  const pairs = own.slice(1).map((term, at) => new Set([own[at] ?? '', term]));
  if (pairs.length === 0) return 0;
  return pairs.filter((pair) => areNear(pair, head) || areNear(pair, body)).length / pairs.length;
}

function areNear(pair: ReadonlySet<string>, terms: readonly string[]): boolean {
  let last: { term: string; at: number } | null = null;
  for (let at = 0; at < terms.length; at++) {
    const term = terms[at] ?? '';
    if (!pair.has(term)) continue;
    if (last && last.term !== term && at - last.at <= NEAR) return true;
    last = { term, at };
  }
  return false;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
