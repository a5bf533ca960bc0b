import type { ArticleId } from '../ids.ts';

export interface HintedPassage {
  articleId: ArticleId;
  title: string;
  heading: string | null;
  text: string;
}

/** Two passages of two articles that say the same, or the same with other numbers. */
export interface Hint {
  kind: 'duplicate' | 'contradiction';
  articles: [ArticleId, ArticleId];
  titles: [string, string];
  /** What the two say, shortened. */
  texts: [string, string];
  /** Of a contradiction: the numbers that only one of them has. */
  numbers: [string[], string[]];
}

/** Fewer words are a heading or "See above". */
const LEAST_WORDS = 8;
/** Shares of the words of both together: measured on near-equal sections of real manuals, which lie above .8. */
const NEARLY_SAME = 0.8;
const SAME_BUT_NUMBERS = 0.7;
/** A word that more passages have says little about any two of them. */
const MOST_HOLDERS = 40;
const MOST_HINTS = 100;
/** Enough to know what is a pattern, and found within a moment. */
const MOST_PAIRS = 2_000;
/** Two articles that disagree with more others each are written to one pattern, a page a product: nobody contradicts anybody. */
const MOST_DISAGREEING = 3;
const SHOWN = 240;

interface Read extends HintedPassage {
  words: Set<string>;
  numbers: Set<string>;
}

/** Pairs that deserve a look: near-equal passages, and those that differ in their numbers only. Time grows with the words that few share. */
export function findHints(passages: readonly HintedPassage[]): Hint[] {
  const read = passages.map(readPassage).filter(({ words }) => words.size >= LEAST_WORDS);
  const holders = new Map<string, number[]>();
  read.forEach(({ words }, at) => {
    for (const word of words) {
      const known = holders.get(word);
      if (known) known.push(at);
      else holders.set(word, [at]);
    }
  });
  const seen = new Set<string>();
  const hints: Hint[] = [];
  for (const [at, passage] of read.entries()) {
    for (const other of candidatesOf(passage, holders)) {
      const second = read[other];
      if (other <= at || !second || second.articleId === passage.articleId) continue;
      const pair = `${passage.articleId} ${second.articleId}`;
      const hint = seen.has(pair) ? null : hintOf(passage, second);
      if (!hint) continue;
      seen.add(pair);
      hints.push(hint);
      if (hints.length >= MOST_PAIRS) return withoutPatterns(hints);
    }
  }
  return withoutPatterns(hints);
}

function withoutPatterns(hints: Hint[]): Hint[] {
  const disagreeing = new Map<ArticleId, number>();
  for (const { kind, articles } of hints)
    if (kind === 'contradiction')
      for (const id of articles) disagreeing.set(id, (disagreeing.get(id) ?? 0) + 1);
  const isPattern = ({ kind, articles }: Hint) =>
    kind === 'contradiction' && articles.every((id) => (disagreeing.get(id) ?? 0) > MOST_DISAGREEING);
  return hints.filter((hint) => !isPattern(hint)).slice(0, MOST_HINTS);
}

/** Passages that share at least half of its rare words. */
function candidatesOf({ words }: Read, holders: Map<string, number[]>): number[] {
  const shared = new Map<number, number>();
  const rare = [...words].filter((word) => (holders.get(word)?.length ?? 0) <= MOST_HOLDERS);
  for (const word of rare)
    for (const at of holders.get(word) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
  return [...shared].filter(([, count]) => count * 2 >= rare.length).map(([at]) => at);
}

function hintOf(a: Read, b: Read): Hint | null {
  const common = [...a.words].filter((word) => b.words.has(word)).length;
  const alike = common / (a.words.size + b.words.size - common);
  const numbers: Hint['numbers'] = [onlyIn(a.numbers, b.numbers), onlyIn(b.numbers, a.numbers)];
  const disagree = numbers[0].length > 0 && numbers[1].length > 0;
  if (disagree ? alike < SAME_BUT_NUMBERS : alike < NEARLY_SAME) return null;
  return {
    kind: disagree ? 'contradiction' : 'duplicate',
    articles: [a.articleId, b.articleId],
    titles: [a.title, b.title],
    texts: [a.text.slice(0, SHOWN), b.text.slice(0, SHOWN)],
    numbers,
  };
}

const onlyIn = (these: Set<string>, those: Set<string>) =>
  [...these].filter((each) => !those.has(each)).slice(0, 5);

/** Its words without numbers, and its numbers as they stand: `14`, `9.99`. */
function readPassage(passage: HintedPassage): Read {
  const lower = passage.text.toLowerCase().replace(/\]\([^()]*\)/g, ']');
  const words = new Set(lower.match(/[\p{L}\p{M}]{2,}/gu) ?? []);
  const numbers = new Set(lower.match(/\d+(?:[.,]\d+)*/g) ?? []);
  return { ...passage, words, numbers };
}
