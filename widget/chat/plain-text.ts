import type { Block, Inline } from '../../domain/markdown/markdown-tree.ts';

/** Markdown as it is read aloud: without its marks. */
export function plainText(nodes: (Block | Inline)[]): string {
  return nodes.map(plainNode).join('').replace(/\s+/g, ' ').trim();
}

function plainNode(node: Block | Inline): string {
  if (node.type === 'list') return node.items.map((item) => `${plainText(item)}. `).join('');
  if (node.type === 'table')
    return [node.head, ...node.rows].map((row) => `${row.map(plainText).join(', ')}. `).join('');
  if ('children' in node) return node.children.map(plainNode).join('') + (isBlock(node) ? ' ' : '');
  if (node.type === 'picture') return node.name;
  return 'text' in node ? node.text : ' ';
}

const isBlock = ({ type }: Block | Inline) => type === 'paragraph' || type === 'heading' || type === 'quote';
