import { escapeHtml } from '../text/escape-html.ts';
import type { Block, Inline } from './markdown-tree.ts';

const QUOTE_STYLE = 'margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex';
const CELL_STYLE = 'border:1px solid #ccc;padding:.3em .6em';

/** HTML as a person's mail program would write it: no classes, no images but the message's own, everything escaped, only links that lead to a page or an address. */
export function markdownToHtml(blocks: Block[]): string {
  return blocks.map(blockToHtml).join('\n');
}

function blockToHtml(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${inlinesToHtml(block.children)}</p>`;
    case 'heading':
      return `<p><strong>${inlinesToHtml(block.children)}</strong></p>`;
    case 'list':
      return listToHtml(block);
    case 'code':
      return `<pre>${escapeHtml(block.text)}</pre>`;
    case 'quote':
      return `<blockquote style="${QUOTE_STYLE}">${markdownToHtml(block.children)}</blockquote>`;
    case 'table':
      return tableToHtml(block);
    case 'rule':
      return '<hr>';
  }
}

function listToHtml({ ordered, start, items }: Extract<Block, { type: 'list' }>): string {
  const tag = ordered ? 'ol' : 'ul';
  const from = ordered && start !== 1 ? ` start="${Math.trunc(start)}"` : '';
  const lines = items.map((item) => `<li>${itemToHtml(item)}</li>`);
  return `<${tag}${from}>\n${lines.join('\n')}\n</${tag}>`;
}

/** A single paragraph stands bare, so that a simple list has no gaps. */
function itemToHtml(item: Block[]): string {
  const [first, ...rest] = item;
  return first?.type === 'paragraph'
    ? inlinesToHtml(first.children) + markdownToHtml(rest)
    : markdownToHtml(item);
}

function tableToHtml({ align, head, rows }: Extract<Block, { type: 'table' }>): string {
  const rowToHtml = (cells: Inline[][], tag: 'td' | 'th') => {
    const parts = cells.map((cell, column) => {
      const side = align[column] ? ` align="${align[column]}"` : '';
      return `<${tag}${side} style="${CELL_STYLE}">${inlinesToHtml(cell)}</${tag}>`;
    });
    return `<tr>${parts.join('')}</tr>`;
  };
  const lines = [rowToHtml(head, 'th'), ...rows.map((row) => rowToHtml(row, 'td'))];
  return `<table style="border-collapse:collapse">\n${lines.join('\n')}\n</table>`;
}

function inlinesToHtml(inlines: Inline[]): string {
  return inlines.map(inlineToHtml).join('');
}

function inlineToHtml(inline: Inline): string {
  switch (inline.type) {
    case 'text':
      return escapeHtml(inline.text);
    case 'strong':
      return `<strong>${inlinesToHtml(inline.children)}</strong>`;
    case 'emphasis':
      return `<em>${inlinesToHtml(inline.children)}</em>`;
    case 'code':
      return `<code>${escapeHtml(inline.text)}</code>`;
    case 'break':
      return '<br>\n';
    case 'picture':
      return pictureToHtml(inline);
    case 'link':
      return linkToHtml(inline);
  }
}

function pictureToHtml({ name, src }: Extract<Inline, { type: 'picture' }>): string {
  if (!src) return escapeHtml(`[${name}]`);
  return `<img src="${escapeHtml(src)}" alt="${escapeHtml(name)}" style="max-width:100%;height:auto">`;
}

function linkToHtml({ href, children }: Extract<Inline, { type: 'link' }>): string {
  const label = inlinesToHtml(children);
  return /^(https?:\/\/|mailto:)/i.test(href) ? `<a href="${escapeHtml(href)}">${label}</a>` : label;
}
