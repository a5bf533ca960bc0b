import { countTerms, weightOf } from './term-weights.ts';

/** A question by its terms: the stems of its words, without those that every question has. */
export interface AskedQuestion<Key extends string = string> {
  id: Key;
  terms: readonly string[];
}

export interface GroupedQuestion<Key extends string, Group extends string> extends AskedQuestion<Key> {
  groupId: Group;
}

/** Cosine. Of two words one in common is enough, of three it is not. */
const ALIKE = 0.45;

/**
 * Puts questions to the group that they are most like, in their order; what is like none begins its own. Those that have
 * their group keep it, so that the same questions make the same groups however many come at once.
 */
export function groupQuestions<Key extends string, Group extends string>(
  known: readonly GroupedQuestion<Key, Group>[],
  fresh: readonly AskedQuestion<Key>[],
  newGroup: (first: AskedQuestion<Key>) => Group,
): GroupedQuestion<Key, Group>[] {
  const groups = createGroups<Group>([...known, ...fresh]);
  for (const { groupId, terms } of known) groups.add(groupId, terms);
  return fresh.map((question) => {
    const groupId = groups.nearest(question.terms) ?? newGroup(question);
    groups.add(groupId, question.terms);
    return { ...question, groupId };
  });
}

interface Centre {
  size: number;
  counts: Map<string, number>;
  /** The square of its length, of counts and weights. */
  squared: number;
}

function createGroups<Group extends string>(all: readonly { terms: readonly string[] }[]) {
  const counts = countTerms(all);
  const weight = (term: string) => weightOf(counts.get(term) ?? 1, all.length);
  const centres = new Map<Group, Centre>();
  const having = new Map<string, Set<Group>>();

  const add = (group: Group, terms: readonly string[]) => {
    const centre = centres.get(group) ?? { size: 0, counts: new Map<string, number>(), squared: 0 };
    centres.set(group, centre);
    centre.size += 1;
    for (const term of new Set(terms)) {
      const count = centre.counts.get(term) ?? 0;
      centre.counts.set(term, count + 1);
      centre.squared += (2 * count + 1) * weight(term) ** 2;
      having.set(term, (having.get(term) ?? new Set<Group>()).add(group));
    }
  };
  const nearest = (terms: readonly string[]): Group | null => {
    const own = [...new Set(terms)];
    const products = new Map<Group, number>();
    for (const term of own)
      for (const group of having.get(term) ?? []) {
        const count = centres.get(group)?.counts.get(term) ?? 0;
        products.set(group, (products.get(group) ?? 0) + count * weight(term) ** 2);
      }
    const length = Math.sqrt(own.reduce((sum, term) => sum + weight(term) ** 2, 0));
    return mostAlike(products, (group) => length * Math.sqrt(centres.get(group)?.squared ?? 0));
  };
  return { add, nearest };
}

/** The first of those that are most alike, if it is alike enough. */
function mostAlike<Group>(products: Map<Group, number>, lengthOf: (group: Group) => number): Group | null {
  let best: { group: Group; likeness: number } | null = null;
  for (const [group, product] of products) {
    const likeness = product / lengthOf(group);
    if (likeness >= ALIKE && likeness > (best?.likeness ?? 0)) best = { group, likeness };
  }
  return best?.group ?? null;
}
