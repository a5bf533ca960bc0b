import { splitArticle } from '../../../domain/knowledge/passages.ts';
import type { LoadedPassage } from '../../../db/knowledge/load-passages.ts';
import type { ArticleId } from '../../../domain/ids.ts';

const SYLLABLES = 'ba be bi bo da de di do fa fe fi fo ka ke ki ko la le li lo ma me mi mo na ne ni no'.split(
  ' ',
);
const SMALL = 'the of and to in is that it for you with on as are this be from your'.split(' ');
/** Words of the docs, the first of them far more often than the last, as those are that are not grammar. */
const WORDS = 20_000;
const SENTENCE = 12;
const SENTENCES = 6;
const SECTIONS = 2;

/** The same numbers in the same order each time. */
function numbers(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 374_761_393) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4_294_967_296;
  };
}

function word(next: () => number): string {
  if (next() < 0.4) return SMALL[Math.floor(next() * SMALL.length)] ?? '';
  let number = Math.floor(WORDS * next() ** 1.5);
  let made = '';
  for (let at = 0; at < 3; at++) {
    made += SYLLABLES[number % SYLLABLES.length];
    number = Math.floor(number / SYLLABLES.length) + at;
  }
  return made;
}

const words = (next: () => number, count: number) =>
  Array.from({ length: count }, () => word(next)).join(' ');

/** An article of some thousand characters, the same for the same number. */
export function madeArticle(number: number): { id: ArticleId; title: string; text: string } {
  const next = numbers(number);
  const paragraph = () => Array.from({ length: SENTENCES }, () => `${words(next, SENTENCE)}.`).join(' ');
  const sections = Array.from({ length: SECTIONS }, () => `## ${words(next, 3)}\n\n${paragraph()}`);
  return {
    id: `art_${String(number).padStart(16, '0')}`,
    title: words(next, 4),
    text: sections.join('\n\n'),
  };
}

export function madePassages(count: number): LoadedPassage[] {
  return Array.from({ length: count }, (_, number) => madeArticle(number)).flatMap((article, number) =>
    splitArticle(article).map((piece, position) => ({
      ...piece,
      id: `psg_${String(number * 100 + position).padStart(16, '0')}`,
      ...{ articleId: article.id, title: article.title },
    })),
  );
}

/** What customers ask: some of their words are in the docs. */
export const madeQuestion = (number: number) => `${words(numbers(number + 1_000_000), 9)}?`;
