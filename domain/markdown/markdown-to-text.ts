import type { Block, Inline } from './markdown-tree.ts';

/** Markdown as a person would type it into a plain mail: lists and quotes keep their marks, emphasis loses them. */
export function markdownToText(blocks: Block[]): string {
  return blocks.map(blockToText).join('\n\n');
}

function blockToText(block: Block): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlinesToText(block.children);
    case 'list':
      return listToText(block);
    case 'code':
      return indent(block.text.replace(/\n$/, ''), '    ');
    case 'quote':
      return indent(markdownToText(block.children), '> ');
    case 'table':
      return [block.head, ...block.rows].map(rowToText).join('\n');
    case 'rule':
      return '* * *';
  }
}

function listToText({ ordered, start, items }: Extract<Block, { type: 'list' }>): string {
  return items
    .map((item, index) => {
      const mark = ordered ? `${start + index}. ` : '- ';
      const [first = '', ...rest] = item.map(blockToText).join('\n').split('\n');
      return [mark + first, ...rest.map((line) => (line ? '  ' + line : line))].join('\n');
    })
    .join('\n');
}

/** No columns: most programs show a plain mail in letters of different widths. */
function rowToText(cells: Inline[][]): string {
  return cells.map(inlinesToText).join(' | ');
}

function inlinesToText(inlines: Inline[]): string {
  return inlines.map(inlineToText).join('');
}

function inlineToText(inline: Inline): string {
  switch (inline.type) {
    case 'text':
    case 'code':
      return inline.text;
    case 'strong':
    case 'emphasis':
      return inlinesToText(inline.children);
    case 'break':
      return '\n';
    case 'picture':
      return `[${inline.name}]`;
    case 'link':
      return linkToText(inline);
  }
}

/** A plain mail has no hidden address: it stands behind the words, unless they already say it. */
function linkToText({ href, children }: Extract<Inline, { type: 'link' }>): string {
  const words = inlinesToText(children);
  const target = href.replace(/^mailto:/i, '');
  return words === target || words === href ? words : `${words} <${target}>`;
}

const indent = (text: string, by: string) =>
  text
    .split('\n')
    .map((line) => (by + line).trimEnd())
    .join('\n');
