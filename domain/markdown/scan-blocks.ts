import { fenceOf, kindOf, levelAbove, levelOf } from './line-kinds.ts';
import { isTable } from './table-lines.ts';

/** The lines from `start` up to `end`, the latter not included. */
export type BlockLines = { start: number; end: number } & (
  { kind: 'paragraph' | 'list' | 'code' | 'table' | 'quote' | 'rule' } | { kind: 'heading'; level: number }
);

/**
 * The blocks of Markdown or plain text, outermost only: what lists and quotes hold is scanned again without their marks.
 * Paragraphs in them go on over lines without a mark, as in CommonMark. Time grows with the length.
 */
export function scanBlocks(lines: string[]): BlockLines[] {
  const blocks: BlockLines[] = [];
  for (let at = 0; at < lines.length;) {
    const block = blockAt(lines, at);
    if (block) blocks.push(block);
    at = block?.end ?? at + 1;
  }
  return blocks;
}

const endOf = {
  rule: (_lines: string[], start: number) => start + 1,
  code: endOfCode,
  quote: endOfQuote,
  list: endOfList,
};

function blockAt(lines: string[], start: number): BlockLines | null {
  const line = lines[start] ?? '';
  const kind = kindOf(line);
  if (kind === 'blank') return null;
  if (kind === 'text') return textAt(lines, start);
  if (kind === 'heading') return { kind, level: levelOf(line), start, end: start + 1 };
  return { kind, start, end: endOf[kind](lines, start) };
}

function textAt(lines: string[], start: number): BlockLines {
  const beginsTable = (at: number) => isTable(lines[at], lines[at + 1]);
  const kind = beginsTable(start) ? 'table' : 'paragraph';
  let end = start + (kind === 'table' ? 2 : 1);
  while (kindOf(lines[end]) === 'text' && (kind === 'table' || !beginsTable(end))) end++;
  const level = end === start + 1 && levelAbove(lines[start] ?? '', lines[end]);
  return level ? { kind: 'heading', level, start, end: end + 1 } : { kind, start, end };
}

function endOfCode(lines: string[], start: number): number {
  const fence = fenceOf(lines[start]);
  let end = start + 1;
  while (end < lines.length && !lines[end]?.trimStart().startsWith(fence)) end++;
  return Math.min(end + 1, lines.length);
}

/** Blank lines inside a list do not end it when an item or an indented line follows. */
function endOfList(lines: string[], start: number): number {
  let end = start + 1;
  while (end < lines.length) {
    let next = end;
    while (next < lines.length && kindOf(lines[next]) === 'blank') next++;
    const kind = kindOf(lines[next]);
    const isIndented = /^\s{2}/.test(lines[next] ?? '');
    if (kind === 'code' && isIndented) end = endOfCode(lines, next);
    else if (kind === 'list' || isIndented || (kind === 'text' && next === end)) end = next + 1;
    else return end;
  }
  return end;
}

/** A paragraph at its end goes on over lines without the mark; code does not. */
function endOfQuote(lines: string[], start: number): number {
  let fence = '';
  let goesOn = false;
  let end = start;
  for (; end < lines.length; end++) {
    const kind = kindOf(lines[end]);
    if (goesOn && kind === 'text') continue;
    if (kind !== 'quote') break;
    const inner = lines[end]?.replace(/^[\s>]+/, '') ?? '';
    goesOn = !fence && /text|list/.test(kindOf(inner));
    if (!fence) fence = fenceOf(inner);
    else if (inner.startsWith(fence)) fence = '';
  }
  return end;
}
