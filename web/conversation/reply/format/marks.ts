import type { Selected, TextEdit } from './text-edit.ts';

/** What stands on both sides of words and says how they look. */
type Mark = '**' | '*' | '`';

const WORD = /[\p{L}\p{N}]/u;
/** What begins a line and is no word of it. */
const LINE_START = /^\s*(?:(?:>|[-*+]|\d{1,9}[.)])\s+)*/;

/** Marks what is selected, or takes its marks away; a caret in a word means the word. */
export function toggleMark(selected: Selected, mark: Mark): TextEdit {
  const at = wordsOf(selected);
  if (at.text.slice(at.from, at.to).includes('\n')) return toggleEachLine(at, mark);
  const around = Math.min(runBefore(at, mark), runAfter(at, mark));
  if (around > 0 && isOn(around, mark)) return withoutAround(at, mark);
  const inner = at.text.slice(at.from, at.to);
  const put = unmarked(inner, mark) ?? mark + inner + mark;
  const shift = put.length > inner.length ? mark.length : 0;
  const length = put.length - 2 * shift;
  return { from: at.from, to: at.to, put, select: { from: at.from + shift, to: at.from + shift + length } };
}

/** Marks hold within a line only: each line has its own. */
function toggleEachLine({ text, from, to }: Selected, mark: Mark): TextEdit {
  const lines = text
    .slice(from, to)
    .split('\n')
    .map((line) => {
      const start = LINE_START.exec(line)?.[0] ?? '';
      return { start, words: line.slice(start.length).trimEnd() };
    });
  const isMarked = lines.every(({ words }) => !words || unmarked(words, mark) !== null);
  const put = lines
    .map(({ start, words }) => {
      if (!words) return start;
      const plain = unmarked(words, mark);
      return start + (isMarked ? plain : plain === null ? mark + words + mark : words);
    })
    .join('\n');
  return { from, to, put, select: { from, to: from + put.length } };
}

function withoutAround({ text, from, to }: Selected, mark: Mark): TextEdit {
  const start = from - mark.length;
  const put = text.slice(from, to);
  return { from: start, to: to + mark.length, put, select: { from: start, to: start + put.length } };
}

/** Three stars are both; one and two are one of them. */
const isOn = (run: number, mark: Mark): boolean => (mark === '*' ? run % 2 === 1 : run >= mark.length);

/** The words without their marks; null when they have none. */
function unmarked(words: string, mark: Mark): string | null {
  const run = runAfter({ text: words, from: 0, to: 0 }, mark);
  const end = runBefore({ text: words, from: words.length, to: words.length }, mark);
  if (run === words.length || !isOn(Math.min(run, end), mark) || Math.min(run, end) === 0) return null;
  return words.slice(mark.length, -mark.length);
}

function runBefore({ text, from }: Selected, mark: Mark): number {
  let run = 0;
  while (text[from - 1 - run] === mark[0]) run++;
  return run;
}

function runAfter({ text, to }: Selected, mark: Mark): number {
  let run = 0;
  while (text[to + run] === mark[0]) run++;
  return run;
}

/** Without white space at its ends, beside which a mark marks nothing; of a caret, the word it is in. */
function wordsOf({ text, from, to }: Selected): Selected {
  while (from < to && /\s/.test(text[from] ?? '')) from++;
  while (to > from && /\s/.test(text[to - 1] ?? '')) to--;
  if (from < to || !WORD.test(text[from - 1] ?? '') || !WORD.test(text[to] ?? '')) return { text, from, to };
  while (WORD.test(text[from - 1] ?? '')) from--;
  while (WORD.test(text[to] ?? '')) to++;
  return { text, from, to };
}
