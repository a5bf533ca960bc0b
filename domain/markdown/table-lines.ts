import type { Align } from './markdown-tree.ts';

/** What rules off the head: `|---|:-:|`, with or without its outer bars. */
const DELIMITER = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/;

export function isTable(head = '', delimiter = ''): boolean {
  return head.includes('|') && delimiter.includes('|') && DELIMITER.test(delimiter.trim());
}

/** A bar behind a backslash stands in a cell, also within code. */
export function cellsOf(row: string): string[] {
  const cells = row
    .trim()
    .replace(/^\|/, '')
    .split(/(?<!\\)\|/);
  if (cells.at(-1) === '') cells.pop();
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

export function alignsOf(delimiter: string): Align[] {
  return cellsOf(delimiter).map((cell) => {
    if (!cell.endsWith(':')) return cell.startsWith(':') ? 'left' : undefined;
    return cell.startsWith(':') ? 'center' : 'right';
  });
}
