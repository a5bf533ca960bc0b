/** The first half of a character that a cut left behind: no database takes it in JSON. */
const HALF = /[\ud800-\udbff]$/;

/** One line of a text for lists and subjects, cut at a word. */
export function previewOf(text: string, length = 140): string {
  const line = text
    .slice(0, length * 4)
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= length) return line;
  const cut = line.slice(0, length).replace(HALF, '');
  const space = cut.lastIndexOf(' ');
  return `${space > length / 2 ? cut.slice(0, space) : cut}…`;
}
