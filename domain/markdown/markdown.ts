import { parseInline } from './inline-markdown.ts';

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'strong'; children: Inline[] }
  | { type: 'emphasis'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; href: string; children: Inline[] }
  | { type: 'break' };

export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'heading'; level: number; children: Inline[] }
  | { type: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { type: 'code'; text: string; language: string }
  | { type: 'quote'; children: Block[] }
  | { type: 'rule' };

/** Lists in quotes in lists deeper than this are read as plain paragraphs. */
const MAX_DEPTH = 6;

/** Far more than an answer or a mail needs; what comes after is shown as it is, so that no text costs noticeable time. */
const MAX_MARKED = 100_000;

/** A line that begins in another way is a line of text: spares most lines the expressions below. */
const MAY_BEGIN_BLOCK = /^ *[`~#\-*_>+\d]/;
const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([\w+#.-]{0,30})[^`]*$/;
const HEADING = /^ {0,3}(#{1,6}) +(\S.*)$/;
const RULE = /^ {0,3}(?:-\s*){3,}$|^ {0,3}(?:\*\s*){3,}$|^ {0,3}(?:_\s*){3,}$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])(?: +|$)/;

/**
 * The Markdown people write in chats and models answer with, as a tree. Safe by construction: there is no raw HTML
 * (it stays text), no image (its description stays), and links lead to http, https and mailto only. Time grows
 * with the length of the text.
 */
export function parseMarkdown(text: string): Block[] {
  const end = text.length > MAX_MARKED ? text.lastIndexOf('\n', MAX_MARKED) + 1 || MAX_MARKED : text.length;
  const marked = text.slice(0, end).replace(/\r\n?/g, '\n').replace(/\t/g, '    ');
  const blocks = parseBlocks(marked.split('\n'), 0);
  if (end < text.length) blocks.push({ type: 'code', language: '', text: text.slice(end) });
  return blocks;
}

function parseBlocks(lines: string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    if (line.trim() === '') at++;
    else at = blockAt(lines, at, depth, blocks);
  }
  return blocks;
}

/** Reads the block that begins at a line. @returns the line after it. */
function blockAt(lines: string[], at: number, depth: number, blocks: Block[]): number {
  const line = lines[at]!;
  if (!MAY_BEGIN_BLOCK.test(line)) return paragraphAt(lines, at, depth, blocks);
  const fence = FENCE.exec(line);
  if (fence) return codeAt(lines, at, fence, blocks);
  const heading = HEADING.exec(line);
  if (heading) {
    blocks.push({
      type: 'heading',
      level: heading[1]!.length,
      children: parseInline(withoutClosingMarks(heading[2]!)),
    });
    return at + 1;
  }
  if (RULE.test(line)) {
    blocks.push({ type: 'rule' });
    return at + 1;
  }
  if (depth < MAX_DEPTH && QUOTE.test(line)) return quoteAt(lines, at, depth, blocks);
  if (depth < MAX_DEPTH && ITEM.test(line)) return listAt(lines, at, depth, blocks);
  return paragraphAt(lines, at, depth, blocks);
}

/** `## Title ##` is the same heading as `## Title`. */
function withoutClosingMarks(title: string): string {
  const text = title.trimEnd();
  let end = text.length;
  while (text[end - 1] === '#') end--;
  return text[end - 1] === ' ' ? text.slice(0, end).trimEnd() : text;
}

function codeAt(lines: string[], at: number, fence: RegExpExecArray, blocks: Block[]): number {
  let end = at + 1;
  while (end < lines.length && !lines[end]!.trimStart().startsWith(fence[1]!)) end++;
  blocks.push({ type: 'code', language: fence[2] ?? '', text: lines.slice(at + 1, end).join('\n') });
  return end + 1;
}

function quoteAt(lines: string[], at: number, depth: number, blocks: Block[]): number {
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end]!)) end++;
  const inner = lines.slice(at, end).map((line) => line.replace(QUOTE, ''));
  blocks.push({ type: 'quote', children: parseBlocks(inner, depth + 1) });
  return end;
}

function listAt(lines: string[], at: number, depth: number, blocks: Block[]): number {
  const [, , first = '-'] = ITEM.exec(lines[at]!)!;
  const ordered = /\d/.test(first);
  const items: Block[][] = [];
  let end = at;
  for (let item = itemAt(lines, end, ordered); item; item = itemAt(lines, end, ordered)) {
    items.push(parseBlocks(item.lines, depth + 1));
    end = item.end;
  }
  blocks.push({ type: 'list', ordered, start: ordered ? Number.parseInt(first, 10) : 1, items });
  return end;
}

/** An item goes on as long as its lines are indented below its text; one blank line may stand in between. */
function itemAt(lines: string[], from: number, ordered: boolean): { lines: string[]; end: number } | null {
  let at = from;
  if (from > 0 && lines[at]?.trim() === '') at++;
  const mark = ITEM.exec(lines[at] ?? '');
  if (!mark || /\d/.test(mark[2]!) !== ordered || RULE.test(lines[at]!)) return null;
  const indent = mark[0].length;
  const inner = [lines[at]!.slice(indent)];
  let end = at + 1;
  for (; end < lines.length; end++) {
    const line = lines[end]!;
    const continues = line.trim() === '' ? /^ {2,}\S/.test(lines[end + 1] ?? '') : /^ {2,}/.test(line);
    if (!continues) break;
    inner.push(line.slice(Math.min(indent, line.length - line.trimStart().length)));
  }
  return { lines: inner, end };
}

function paragraphAt(lines: string[], at: number, depth: number, blocks: Block[]): number {
  let end = at + 1;
  while (end < lines.length && !interrupts(lines[end]!, depth)) end++;
  const text = lines.slice(at, end).map((line) => line.trim());
  blocks.push({ type: 'paragraph', children: parseInline(text.join('\n')) });
  return end;
}

function interrupts(line: string, depth: number): boolean {
  if (line.trim() === '') return true;
  if (!MAY_BEGIN_BLOCK.test(line)) return false;
  if (FENCE.test(line) || HEADING.test(line) || RULE.test(line)) return true;
  return depth < MAX_DEPTH && (QUOTE.test(line) || ITEM.test(line));
}
