import type { Block, Inline } from './markdown-tree.ts';

/** The tree with other inlines in it, wherever they stand but in links. What is code stays what it is. */
export function mapInlines(blocks: Block[], change: (inline: Inline) => Inline[]): Block[] {
  const inside = (children: Block[]) => mapInlines(children, change);
  const line = (children: Inline[]): Inline[] =>
    children.flatMap((inline) =>
      inline.type === 'strong' || inline.type === 'emphasis'
        ? [{ ...inline, children: line(inline.children) }]
        : change(inline),
    );
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
