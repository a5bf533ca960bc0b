/** Nobody writes a longer heading; a longer line is text that happens to begin with a hash. */
const MAX_HEADING = 300;

/** A line that begins in another way is a line of text: spares most lines the expressions below. */
const MAY_BEGIN_BLOCK = /^\s*[`~#\-*_=>+•\d]/;
/** No backtick may follow backticks on their line: then they are code within a sentence. */
const FENCE = /^\s{0,12}(?:(`{3,})[^`]*$|(~{3,}))/;
const HEADING = /^ {0,3}(#{1,6})(?:\s|$)/;
const UNDERLINE = /^ {0,3}(={3,}|-{3,})\s*$/;
const RULE = /^ {0,3}(?:={3,}\s*|(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^\s{0,12}([-*+•]|\d{1,9}[.)])\s+/;

export type LineKind = 'blank' | 'text' | 'code' | 'heading' | 'rule' | 'quote' | 'list';

/** What a line begins, or goes on with. The end of a text counts as a blank line. */
export function kindOf(line = ''): LineKind {
  if (!MAY_BEGIN_BLOCK.test(line)) return line.trim() ? 'text' : 'blank';
  if (FENCE.test(line)) return 'code';
  if (line.length <= MAX_HEADING && HEADING.test(line)) return 'heading';
  if (RULE.test(line)) return 'rule';
  if (QUOTE.test(line)) return 'quote';
  return ITEM.test(line) ? 'list' : 'text';
}

/** The backticks or tildes that open code and close it. */
export function fenceOf(line = ''): string {
  const [, ticks, tildes] = FENCE.exec(line) ?? [];
  return ticks ?? tildes ?? '';
}

export function levelOf(heading: string): number {
  return HEADING.exec(heading)?.[1]?.length ?? 1;
}

/** The level of a heading that stands above a line of dashes or equals signs; 0 when it is none. */
export function levelAbove(line: string, underline = ''): number {
  if (line.length > MAX_HEADING || !UNDERLINE.test(underline)) return 0;
  return underline.includes('=') ? 1 : 2;
}

/** A heading's text without hashes: `## Title ##` is the same as `## Title`. */
export function titleOf(heading: string): string {
  return heading
    .replace(HEADING, '')
    .replace(/\s#+\s*$/, '')
    .trim();
}

/** A line of a quote, taken out of it; lazy ones had no mark. */
export const unquoted = (line: string): string => line.replace(QUOTE, '');

/** The mark of a list's item with the space around it, and the mark alone. */
export function markOf(item: string): { whole: string; sign: string } {
  const [whole = '', sign = ''] = ITEM.exec(item) ?? [];
  return { whole, sign };
}

export const indentOf = (line: string): number => line.length - line.trimStart().length;

/** A line without what it is indented by, at most so much. */
export const outdent = (line: string, most: number): string => line.slice(Math.min(most, indentOf(line)));
