import { chooseExcerpt, unitsOf } from '../../../domain/knowledge/excerpt.ts';
import type { Wanted } from '../retrieval/question-terms.ts';
import type { IndexedPassage } from '../retrieval/indexed-passage.ts';
import type { PassageIndex } from '../retrieval/rank-passages.ts';

/** The passage's own few sentences that say most of what is asked for. What its heading says need not be said again. */
export function quote(
  index: PassageIndex,
  { terms }: Wanted,
  { passage, language, head }: IndexedPassage,
): string {
  const said = new Set(head);
  const worth = [...terms].map(([term, weight]) => ({ term, worth: weight * index.rarity(term) }));
  const all = worth.reduce((sum, each) => sum + each.worth, 0) || 1;
  return chooseExcerpt(unitsOf(passage.text), (piece) => {
    const found = new Set(index.words.read(piece, language));
    return (
      worth.reduce((sum, each) => sum + (found.has(each.term) || said.has(each.term) ? each.worth : 0), 0) /
      all
    );
  });
}
