import { titleOf } from '../markdown/line-kinds.ts';
import { scanBlocks, type BlockLines } from '../markdown/scan-blocks.ts';

export type ArticleBlock =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph' | 'list' | 'code' | 'table'; text: string };

/**
 * Markdown or plain text as the blocks that belong together: a code block and a list are one block each, however many
 * blank lines they hold. Nothing is lost but front matter, rules and the marks of headings. Time grows with the length.
 */
export function readBlocks(text: string): ArticleBlock[] {
  const lines = withoutFrontMatter(text.replace(/\r\n?/g, '\n').split('\n'));
  return scanBlocks(lines).flatMap((block) => readBlock(block, lines) ?? []);
}

function readBlock(block: BlockLines, lines: string[]): ArticleBlock | null {
  const { kind, start, end } = block;
  if (kind === 'rule') return null;
  if (kind === 'heading') return { kind, level: block.level, text: plainHeading(lines[start] ?? '') };
  const text = lines.slice(start, end).join('\n').trimEnd();
  return { kind: kind === 'quote' ? 'paragraph' : kind, text };
}

/** A heading's words: no hashes, anchors, images, links or marks. */
function plainHeading(line: string): string {
  const text = line
    .replace(/<[^<>]*>/g, '')
    .replace(/!\[[^[\]]*\]\([^()]*\)/g, '')
    .replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1');
  return titleOf(text)
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
