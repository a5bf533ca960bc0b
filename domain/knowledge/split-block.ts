import type { ArticleBlock } from './article-blocks.ts';

type TextBlock = Exclude<ArticleBlock, { kind: 'heading' }>;

/** Sentence ends, best first; then any space. */
const BREAKS = ['\n', '. ', '? ', '! ', '。', '; ', ' '];

/** Cuts a block that is too long for one passage: at its lines, then at sentences, then at words, then anywhere. */
export function splitBlock(block: TextBlock, limit: number): string[] {
  if (block.text.length <= limit) return [block.text];
  switch (block.kind) {
    case 'paragraph':
      return splitText(block.text, limit);
    case 'code':
      return splitCode(block.text, limit);
    case 'list':
      return packLines(block.text.split(/\n(?=\s{0,3}(?:[-*+•]|\d{1,9}[.)])\s)/), limit);
    case 'table':
      return splitTable(block.text, limit);
  }
}

/** Every piece is a code block of its own. */
function splitCode(text: string, limit: number): string[] {
  const [open = '', ...rest] = text.split('\n');
  const fence = /^\s*(`{3,}|~{3,})/.exec(open)?.[1] ?? '```';
  const body = rest.at(-1)?.trim() === fence ? rest.slice(0, -1) : rest;
  const opening = open.slice(0, 40);
  const room = limit - opening.length - fence.length - 2;
  return packLines(body, room).map((piece) => `${opening}\n${piece}\n${fence}`);
}

/** Every piece begins with the table's header. */
function splitTable(text: string, limit: number): string[] {
  const [header = '', rule = '', ...rows] = text.split('\n');
  const head = `${header}\n${rule}`;
  if (!/^[\s|:-]+$/.test(rule) || head.length > limit / 2) return packLines(text.split('\n'), limit);
  return packLines(rows, limit - head.length - 1).map((piece) => `${head}\n${piece}`);
}

/** Puts as many whole lines into each piece as fit; a line that is too long alone is cut. */
function packLines(lines: string[], limit: number): string[] {
  const pieces: string[] = [];
  let current: string | null = null;
  for (const line of lines) {
    if (current !== null && current.length + 1 + line.length <= limit) {
      current += `\n${line}`;
      continue;
    }
    if (current !== null) pieces.push(current);
    current = line;
    if (line.length > limit) {
      const cut = splitText(line, limit);
      current = cut.pop() ?? null;
      pieces.push(...cut);
    }
  }
  if (current !== null) pieces.push(current);
  return pieces.filter((piece) => piece.trim());
}

function splitText(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > limit) {
    const end = from + breakOf(text.slice(from, from + limit));
    pieces.push(text.slice(from, end).trim());
    from = end;
  }
  pieces.push(text.slice(from).trim());
  return pieces.filter(Boolean);
}

/** Not before the middle: a full passage matters more than a perfect end. */
function breakOf(window: string): number {
  for (const mark of BREAKS) {
    const at = window.lastIndexOf(mark);
    if (at > window.length / 2) return at + mark.length;
  }
  const last = window.charCodeAt(window.length - 1);
  const isHalfOfPair = last >= 0xd800 && last <= 0xdbff;
  return isHalfOfPair ? window.length - 1 : window.length;
}
