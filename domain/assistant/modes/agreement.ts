import { withoutMarks } from '../../text/fold-marks.ts';

/**
 * Whether what the assistant would have said and what an agent said come to the same. Its parts: how much of their words
 * they share, each word counting by its letters, so that “the” says little and “reimbursement” much; how near their
 * meanings are, where embeddings exist; and facts, which must not differ: a number or a link of the agent's that the
 * assistant did not name makes it another answer, however alike the rest is.
 */
export interface Agreement {
  /** 0 to 1. */
  likeness: number;
  agrees: boolean;
}

/** Below this two answers to one question say different things. Set by pairs that people had judged: see `agreement.test.ts`. */
const ALIKE = 0.5;
/** Of two embeddings: answers to one question are near each other even when they contradict, so this alone is never enough. */
const NEAR = 0.82;
/** Words that are shared all the same, where meanings are near: otherwise both may merely be about the same. */
const LEAST_SHARED = 0.25;
/** An edit that keeps less than this of a draft is another answer: its question counts as one that was not answered. */
export const HEAVY_EDIT = 0.5;

/** @param meaning the cosine of both embeddings; null: there are none. */
export function agreementOf(draft: string, reply: string, meaning: number | null = null): Agreement {
  const words = likenessOf(draft, reply);
  const near = meaning !== null && meaning >= NEAR && words >= LEAST_SHARED;
  const likeness = near ? Math.max(words, meaning) : words;
  return { likeness, agrees: likeness >= ALIKE && sameFacts(draft, reply) };
}

/** How much of the words of two texts is shared: the mean of the share of both together and the share of the shorter one. */
export function likenessOf(one: string, other: string): number {
  const [first, second] = [weightsOf(one), weightsOf(other)];
  const [ofFirst, ofSecond] = [total(first), total(second)];
  if (ofFirst === 0 || ofSecond === 0) return ofFirst === ofSecond ? 1 : 0;
  const shared = total(new Map([...first].filter(([word]) => second.has(word))));
  const together = (2 * shared) / (ofFirst + ofSecond);
  return (together + shared / Math.min(ofFirst, ofSecond)) / 2;
}

/** Everything that the agent says in digits or addresses stands in the draft as well. */
function sameFacts(draft: string, reply: string): boolean {
  const known = new Set(factsOf(draft));
  return factsOf(reply).every((fact) => known.has(fact));
}

const LINK = /https?:\/\/[^\s<>()[\]]+/gu;
/** A marker of a source, such as [1], says nothing. */
const MARKER = /\[\d+\]/g;
const NUMBER = /\d+(?:[.,:]\d+)*/g;

function factsOf(text: string): string[] {
  const said = text.replace(MARKER, ' ');
  const links = (said.match(LINK) ?? []).map((link) => link.replace(/[.,;:!?/]+$/, '').toLowerCase());
  const numbers = said.replace(LINK, ' ').match(NUMBER) ?? [];
  return [...links, ...numbers];
}

/** So many letters of a word tell it apart, whatever its ending. */
const BEGINNING = 6;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Written without spaces: pairs of letters take the place of words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function weightsOf(text: string): Map<string, number> {
  const words = withoutMarks(text.replace(MARKER, ' ').toLowerCase()).match(WORD) ?? [];
  return new Map(words.flatMap(piecesOf).map((piece) => [piece, piece.length]));
}

function piecesOf(word: string): string[] {
  if (!UNSPACED.test(word)) return [word.slice(0, BEGINNING)];
  const letters = [...word];
  return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => `${letters[at] ?? ''}${letter}`);
}

const total = (weights: Map<string, number>): number =>
  [...weights.values()].reduce((sum, weight) => sum + weight, 0);
