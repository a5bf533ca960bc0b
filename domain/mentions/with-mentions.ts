import type { Block, Inline } from '../markdown/markdown-tree.ts';
import { mentionPieces } from './mentions.ts';

/** A note's text with the names of those whom it told of itself. What is code or a link stays what it is. */
export function withMentions(blocks: Block[], names: readonly string[]): Block[] {
  if (names.length === 0) return blocks;
  const inside = (children: Block[]) => withMentions(children, names);
  const line = (children: Inline[]) => inlines(children, names);
  return blocks.map((block) => {
    switch (block.type) {
      case 'paragraph':
      case 'heading':
        return { ...block, children: line(block.children) };
      case 'quote':
        return { ...block, children: inside(block.children) };
      case 'list':
        return { ...block, items: block.items.map(inside) };
      case 'table':
        return { ...block, head: block.head.map(line), rows: block.rows.map((row) => row.map(line)) };
      default:
        return block;
    }
  });
}

function inlines(children: Inline[], names: readonly string[]): Inline[] {
  return children.flatMap((inline): Inline[] => {
    if (inline.type === 'strong' || inline.type === 'emphasis')
      return [{ ...inline, children: inlines(inline.children, names) }];
    if (inline.type !== 'text') return [inline];
    return mentionPieces(inline.text, names).map(({ text, mentions }): Inline => {
      const plain: Inline = { type: 'text', text };
      return mentions ? { type: 'strong', mention: true, children: [plain] } : plain;
    });
  });
}
