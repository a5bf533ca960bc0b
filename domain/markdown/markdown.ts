import { parseInline } from './inline-markdown.ts';
import { fenceOf, indentOf, kindOf, markOf, outdent, titleOf, unquoted } from './line-kinds.ts';
import type { Block } from './markdown-tree.ts';
import { scanBlocks, type BlockLines } from './scan-blocks.ts';
import { alignsOf, cellsOf } from './table-lines.ts';

/** Lists in quotes in lists deeper than this are read as plain paragraphs. */
const MAX_DEPTH = 6;

/** Far more than an answer or a mail needs; what comes after is shown as it is, so that no text costs noticeable time. */
const MAX_MARKED = 100_000;

/**
 * The Markdown people write in chats and models answer with, as a tree. Safe by construction: there is no raw HTML
 * (it stays text), no image from elsewhere (its description stays), and links lead to http, https and mailto only. Time grows
 * with the length of the text. No library: this is 3.0 KB gzipped and the three that were measured 15 to 42, of which
 * micromark took 12 s for a hostile text of 6,000 characters.
 */
export function parseMarkdown(text: string): Block[] {
  const end = text.length > MAX_MARKED ? text.lastIndexOf('\n', MAX_MARKED) + 1 || MAX_MARKED : text.length;
  const marked = text.slice(0, end).replace(/\r\n?/g, '\n').replace(/\t/g, '    ');
  const blocks = parseBlocks(marked.split('\n'), 0);
  if (end < text.length) blocks.push({ type: 'code', language: '', text: text.slice(end) });
  return blocks;
}

function parseBlocks(lines: string[], depth: number): Block[] {
  return scanBlocks(lines).flatMap((block) => parseBlock(block, lines.slice(block.start, block.end), depth));
}

function parseBlock(block: BlockLines, lines: string[], depth: number): Block | Block[] {
  const isTooDeep = depth >= MAX_DEPTH;
  switch (block.kind) {
    case 'heading':
      return parseHeading(lines, block.level);
    case 'rule':
      return { type: 'rule' };
    case 'code':
      return parseCode(lines);
    case 'table':
      return parseTable(lines);
    case 'quote':
      return isTooDeep
        ? parseParagraph(lines)
        : { type: 'quote', children: parseBlocks(lines.map(unquoted), depth + 1) };
    case 'list':
      return isTooDeep ? parseParagraph(lines) : parseLists(lines, depth);
    case 'paragraph':
      return parseParagraph(lines);
  }
}

/** A lone hash may be all that somebody wrote. */
function parseHeading(lines: string[], level: number): Block {
  const title = titleOf(lines[0] ?? '');
  return title ? { type: 'heading', level, children: parseInline(title) } : parseParagraph(lines);
}

function parseParagraph(lines: string[]): Block {
  return { type: 'paragraph', children: parseInline(lines.map((line) => line.trim()).join('\n')) };
}

/** Code that nothing closes goes on to the end: it may still be streaming. */
function parseCode([opening = '', ...lines]: string[]): Block {
  const fence = fenceOf(opening);
  const language = /^\s*[\w+#.-]{0,30}/.exec(opening.trimStart().slice(fence.length))?.[0].trim() ?? '';
  if (lines.at(-1)?.trimStart().startsWith(fence)) lines.pop();
  return { type: 'code', language, text: lines.map((line) => outdent(line, indentOf(opening))).join('\n') };
}

/** Cells beyond the head's are left out. None are added: a wide head above many short rows would become a million. */
function parseTable([head = '', delimiter = '', ...rows]: string[]): Block {
  const cells = cellsOf(head).map(parseInline);
  return {
    type: 'table',
    align: alignsOf(delimiter),
    head: cells,
    rows: rows.map((row) => cellsOf(row).slice(0, cells.length).map(parseInline)),
  };
}

/** Where bullets become numbers, another list begins. */
function parseLists(lines: string[], depth: number): Block[] {
  const lists: Extract<Block, { type: 'list' }>[] = [];
  for (const item of itemsOf(lines)) {
    const [first = '', ...rest] = item;
    const { whole, sign } = markOf(first);
    const ordered = /\d/.test(sign);
    const inner = [first.slice(whole.length), ...rest.map((line) => outdent(line, whole.length))];
    const items = [parseBlocks(inner, depth + 1)];
    const list = lists.at(-1);
    if (list?.ordered === ordered) list.items.push(...items);
    else lists.push({ type: 'list', ordered, start: ordered ? Number.parseInt(sign, 10) : 1, items });
  }
  return lists;
}

/** An item that is indented by two or more belongs to the one before, whatever room the mark takes. */
function itemsOf(lines: string[]): string[][] {
  const nested = indentOf(lines[0] ?? '') + 2;
  const items: string[][] = [];
  for (const line of lines) {
    const item = items.at(-1);
    if (item && (kindOf(line) !== 'list' || indentOf(line) >= nested)) item.push(line);
    else items.push([line]);
  }
  return items;
}
