import { mapInlines } from '../markdown/map-inlines.ts';
import type { Block, Inline } from '../markdown/markdown-tree.ts';
import { mentionPieces } from './mentions.ts';

/** A note's text with the names of those whom it told of itself. What is code or a link stays what it is. */
export function withMentions(blocks: Block[], names: readonly string[]): Block[] {
  if (names.length === 0) return blocks;
  return mapInlines(blocks, (inline) => {
    if (inline.type !== 'text') return [inline];
    return mentionPieces(inline.text, names).map(({ text, mentions }): Inline => {
      const plain: Inline = { type: 'text', text };
      return mentions ? { type: 'strong', mention: true, children: [plain] } : plain;
    });
  });
}
