export type ArticleBlock =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph' | 'list' | 'code' | 'table'; text: string };

/** Nobody writes a longer heading; a longer line is text that happens to begin with a hash. */
const MAX_HEADING = 300;

/** No backtick may follow backticks on their line: then they are code within a sentence. */
const FENCE = /^\s{0,12}(`{3,})[^`]*$|^\s{0,12}(~{3,})/;
const HEADING = /^ {0,3}(#{1,6})\s/;
const UNDERLINE = /^ {0,3}(={3,}|-{3,})\s*$/;
const ITEM = /^\s{0,12}(?:[-*+•]|\d{1,9}[.)])\s/;

/**
 * Markdown or plain text as the blocks that belong together: a code block and a list are one block each, however many
 * blank lines they hold. Nothing is lost but front matter and the marks of headings. Time grows with the length.
 */
export function readBlocks(text: string): ArticleBlock[] {
  const lines = withoutFrontMatter(text.replace(/\r\n?/g, '\n').split('\n'));
  const blocks: ArticleBlock[] = [];
  for (let at = 0; at < lines.length;) at = lines[at]!.trim() ? blockAt(lines, at, blocks) : at + 1;
  return blocks;
}

/** @returns the line after the block. */
function blockAt(lines: string[], at: number, blocks: ArticleBlock[]): number {
  const line = lines[at]!;
  const fence = fenceOf(line);
  if (fence) return take(lines, { at, end: endOfCode(lines, at, fence), kind: 'code' }, blocks);
  if (isHeading(line)) {
    blocks.push({ kind: 'heading', level: line.trim().indexOf(' '), text: plainHeading(line) });
    return at + 1;
  }
  if (ITEM.test(line)) return take(lines, { at, end: endOfList(lines, at), kind: 'list' }, blocks);
  const end = endOfParagraph(lines, at);
  if (end === at + 1 && line.length <= MAX_HEADING && UNDERLINE.test(lines[end] ?? '')) {
    blocks.push({ kind: 'heading', level: lines[end]!.includes('=') ? 1 : 2, text: plainHeading(line) });
    return end + 1;
  }
  return take(lines, { at, end, kind: isTable(line, lines[at + 1]) ? 'table' : 'paragraph' }, blocks);
}

function take(
  lines: string[],
  { at, end, kind }: { at: number; end: number; kind: 'paragraph' | 'list' | 'code' | 'table' },
  blocks: ArticleBlock[],
): number {
  const text = lines.slice(at, end).join('\n').trimEnd();
  if (!UNDERLINE.test(text)) blocks.push({ kind, text });
  return end;
}

function endOfCode(lines: string[], at: number, fence: string): number {
  let end = at + 1;
  while (end < lines.length && !lines[end]!.trimStart().startsWith(fence)) end++;
  return Math.min(end + 1, lines.length);
}

/** Blank lines inside a list do not end it when an item or an indented line follows. */
function endOfList(lines: string[], at: number): number {
  let end = at + 1;
  while (end < lines.length) {
    let next = end;
    while (next < lines.length && !lines[next]!.trim()) next++;
    const line = lines[next] ?? '';
    const fence = /^\s{2}/.test(line) && fenceOf(line);
    if (fence) end = endOfCode(lines, next, fence);
    else if (ITEM.test(line) || /^\s{2}/.test(line) || (next === end && continuesParagraph(line)))
      end = next + 1;
    else return end;
  }
  return end;
}

function endOfParagraph(lines: string[], at: number): number {
  let end = at + 1;
  while (end < lines.length && continuesParagraph(lines[end]!)) end++;
  return end;
}

function continuesParagraph(line: string): boolean {
  if (!line.trim() || isHeading(line) || UNDERLINE.test(line.slice(0, MAX_HEADING))) return false;
  return !fenceOf(line) && !ITEM.test(line);
}

/** With or without outer bars; the second line rules off the header. */
function isTable(header: string, rule = ''): boolean {
  return (
    header.includes('|') &&
    rule.length <= MAX_HEADING &&
    /^[\s|:-]*-\s*\|[\s|:-]*$|^\s*\|[\s|:-]*-[\s|:-]*$/.test(rule)
  );
}

function fenceOf(line: string): string | undefined {
  const found = line.length <= MAX_HEADING ? FENCE.exec(line) : null;
  return found?.[1] ?? found?.[2];
}

function isHeading(line: string): boolean {
  return line.length <= MAX_HEADING && HEADING.test(line);
}

/** A heading's words: no hashes, anchors, images, links or marks. */
function plainHeading(line: string): string {
  return line
    .replace(/<[^<>]*>/g, '')
    .replace(/!\[[^[\]]*\]\([^()]*\)/g, '')
    .replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/^\s*#{1,6}\s+/, '')
    .replace(/\s#+\s*$/, '')
    .replace(/[`*]+|__+/g, '')
    .replaceAll('\\', '')
    .trim();
}

/** YAML between two lines of dashes at the very beginning tells programs something, not readers. */
function withoutFrontMatter(lines: string[]): string[] {
  if (lines[0]?.trim() !== '---') return lines;
  const end = lines.slice(1, 100).findIndex((line) => line.trim() === '---') + 1;
  const isYaml = lines.slice(1, end).every((line) => /^([\w-]+:|\s|#|-\s|$)/.test(line));
  return end > 0 && isYaml ? lines.slice(end + 1) : lines;
}
