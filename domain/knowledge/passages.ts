import { readBlocks, type ArticleBlock } from './article-blocks.ts';
import { isTableOfContents, withoutDecoration } from './decoration.ts';
import { splitBlock } from './split-block.ts';

export interface Piece {
  /** Where in the article, as `Section › Subsection`; null before the first heading. */
  heading: string | null;
  text: string;
}

/**
 * Characters. About 300 tokens: one thought with its example, so that a score speaks about it and not about a whole
 * page, and twenty of them fit into a prompt.
 */
export const MAX_PASSAGE = 1_200;

/**
 * Cuts an article into passages that can be found and quoted on their own: never across a heading, along paragraphs,
 * with code blocks, lists and the sentence that introduces them kept together where they fit. Markdown or plain text.
 * Time grows with the length of the text.
 */
export function splitArticle({ title, text }: { title: string; text: string }): Piece[] {
  const path: (string | undefined)[] = [];
  const pieces: Piece[] = [];
  let section: string[] = [];
  const finish = () => {
    const heading = headingOf(path, title);
    for (const piece of packTexts(section)) pieces.push({ heading, text: piece });
    section = [];
  };
  const blocks = readBlocks(text);
  blocks.forEach((block, index) => {
    if (block.kind !== 'heading') return section.push(...textsOf(block));
    if (isBare(block, blocks[index + 1])) return section.push(block.text);
    finish();
    path.length = block.level - 1;
    path[block.level - 1] = block.text;
    return undefined;
  });
  finish();
  return pieces;
}

function textsOf(block: Exclude<ArticleBlock, { kind: 'heading' }>): string[] {
  if (block.kind === 'list' && isTableOfContents(block.text)) return [];
  const text = block.kind === 'code' ? block.text : withoutDecoration(block.text);
  return text ? splitBlock({ kind: block.kind, text }, MAX_PASSAGE) : [];
}

/** A heading with nothing below it is what it says itself. */
function isBare(heading: ArticleBlock & { kind: 'heading' }, next: ArticleBlock | undefined): boolean {
  if (!heading.text) return false;
  return !next || (next.kind === 'heading' && next.level <= heading.level);
}

/** The two nearest headings: "Examples" alone says nothing. The article's own title is not repeated. */
function headingOf(path: (string | undefined)[], title: string): string | null {
  const [first, ...below] = path;
  const inside = first === undefined || below.some(Boolean) || sameWords(first, title) ? below : path;
  return inside.filter(Boolean).slice(-2).join(' › ') || null;
}

function sameWords(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function packTexts(texts: string[]): string[] {
  const packed: string[][] = [];
  let length = 0;
  for (const text of texts) {
    const current = packed.at(-1);
    if (current && length + 2 + text.length <= MAX_PASSAGE) {
      current.push(text);
      length += 2 + text.length;
      continue;
    }
    const next = [...introductionTo(text, current), text];
    packed.push(next);
    length = next.join('\n\n').length;
  }
  return packed.map((each) => each.join('\n\n'));
}

/** "Run this:" moves along with what it announces. */
function introductionTo(text: string, previous: string[] | undefined): string[] {
  const last = previous?.at(-1);
  if (!previous || previous.length < 2 || !last?.endsWith(':')) return [];
  if (last.length + 2 + text.length > MAX_PASSAGE) return [];
  previous.pop();
  return [last];
}
