import type { Selected, TextEdit } from './text-edit.ts';

/** What whole lines can be. */
type LineKind = 'list' | 'numbers' | 'quote';

const MARKS: Record<LineKind, RegExp> = {
  list: /^(\s*)[-*+•]\s+/,
  numbers: /^(\s*)\d{1,9}[.)]\s+/,
  quote: /^(\s*)> ?/,
};
const ITEM = /^(\s*)(?:[-*+•]|\d{1,9}[.)])\s+/;

/** The lines that the selection touches become a list or a quote, or stop being one. */
export function toggleLines({ text, from, to }: Selected, kind: LineKind): TextEdit {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = endOfLine(text, to > from && text[to - 1] === '\n' ? to - 1 : to);
  const lines = text.slice(start, end).split('\n');
  const isOn = lines.every((line) => isBlank(line, lines) || MARKS[kind].test(line));
  let number = 0;
  const put = lines
    .map((line) => {
      if (isBlank(line, lines) && kind !== 'quote') return line;
      if (isOn) return line.replace(MARKS[kind], '$1');
      if (kind === 'quote') return MARKS.quote.test(line) ? line : `> ${line}`.trimEnd();
      number++;
      const mark = kind === 'list' ? '- ' : `${number}. `;
      const indent = /^\s*/.exec(line)?.[0] ?? '';
      return indent + mark + line.slice(ITEM.exec(line)?.[0].length ?? indent.length);
    })
    .join('\n');
  const after = start + put.length;
  const caret = Math.max(start, Math.min(after, to + put.length - (end - start)));
  return {
    from: start,
    to: end,
    put,
    select: from === to ? { from: caret, to: caret } : { from: start, to: after },
  };
}

/** A line alone is meant even when it is empty; among others, empty ones only part them. */
const isBlank = (line: string, lines: string[]): boolean => lines.length > 1 && line.trim() === '';

const endOfLine = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
};

const FENCE = '```';

/** Lines of code between fences, or without them again. */
export function toggleFence({ text, from, to }: Selected): TextEdit {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = endOfLine(text, to > from && text[to - 1] === '\n' ? to - 1 : to);
  const inner = text.slice(start, end);
  const fenced = /^```[^\n]*\n([\s\S]*?)\n?```$/.exec(inner)?.[1];
  const put = fenced ?? `${FENCE}\n${inner}\n${FENCE}`;
  const shift = fenced === undefined ? FENCE.length + 1 : 0;
  const length = fenced === undefined ? inner.length : put.length;
  return { from: start, to: end, put, select: { from: start + shift, to: start + shift + length } };
}

/** Code within a line, or whole lines of it. */
export const isManyLines = ({ text, from, to }: Selected): boolean => text.slice(from, to).includes('\n');
