/** Letters. In shorter words one slip makes another word. */
const SHORTEST = 4;
const LONGEST = 24;

/** Finds the word that somebody meant. */
export interface Spelling {
  /** The commonest word one slip away: a letter lost, doubled, wrong, or two changed places. The first is rarely missed. */
  meant(word: string): string | null;
  /** A word that the docs did not have before. */
  learn(word: string): void;
}

/** @param counts how often each word occurs, in lower case. Built in a walk over them; looked up among those of like length. */
export function createSpelling(counts: ReadonlyMap<string, number>): Spelling {
  const shelves = new Map<string, string[]>();
  const learn = (word: string) => {
    if (word.length < SHORTEST || word.length > LONGEST || !/^\p{L}+$/u.test(word)) return;
    const key = shelfOf(word, word.length);
    const shelf = shelves.get(key);
    if (shelf) shelf.push(word);
    else shelves.set(key, [word]);
  };
  for (const word of counts.keys()) learn(word);
  return {
    learn,
    meant: (word) => {
      if (word.length < SHORTEST || word.length > LONGEST || !/^\p{L}+$/u.test(word)) return null;
      let best: { word: string; count: number } | null = null;
      for (const length of [word.length - 1, word.length, word.length + 1]) {
        for (const candidate of shelves.get(shelfOf(word, length)) ?? []) {
          const count = counts.get(candidate) ?? 0;
          if (count > (best?.count ?? 0) && isOneSlip(word, candidate)) best = { word: candidate, count };
        }
      }
      return best?.word ?? null;
    },
  };
}

function shelfOf(word: string, length: number): string {
  return `${word[0]}${length}`;
}

/** One letter more, less or other, or two neighbours in the wrong order. */
function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  if (a.length > b.length) return a.slice(at + 1) === b.slice(at);
  if (a.length < b.length) return a.slice(at) === b.slice(at + 1);
  if (a.slice(at + 1) === b.slice(at + 1)) return true;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
