import { shorten } from './shorten.ts';

/** One line of a text for lists and subjects, cut at a word. */
export function previewOf(text: string, length = 140): string {
  const line = text
    .slice(0, length * 4)
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= length) return line;
  const cut = shorten(line, length);
  const space = cut.lastIndexOf(' ');
  return `${space > length / 2 ? cut.slice(0, space) : cut}…`;
}
