import type { FoldedKind } from '../../../domain/message.ts';

const WORDS: Record<FoldedKind, string> = {
  quoted: 'quoted text',
  signature: 'signature',
  banner: 'notice of the mail filter',
};

/** What is folded below a mail's words, as a button's name says it. */
export function foldedWords(kinds: FoldedKind[]): string {
  const [first = WORDS.quoted, ...more] = kinds.map((kind) => WORDS[kind]);
  return [first, ...more].join(' and ');
}
