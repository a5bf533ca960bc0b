import type { Citation } from '../../message.ts';

/**
 * An answer with where it comes from, in the order of its markers; in Markdown. What cannot be opened is named all the same, so that
 * the numbers stay right.
 * @param publicUrl where paths of ours are; without it they are not linked.
 */
export function citedText(
  { text, citations }: { text: string; citations: Citation[] },
  publicUrl?: string,
): string {
  if (citations.length === 0) return text;
  const lines = citations.map(({ title, url }, at) => {
    const name = title
      .replace(/[[\]()<>\\`*_]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const to = url && absolute(url, publicUrl);
    return `${at + 1}. ${to ? `[${name}](${to})` : name}`;
  });
  return `${text.trim()}\n\n${lines.join('\n')}`;
}

function absolute(url: string, publicUrl?: string): string | null {
  if (!URL.canParse(url, publicUrl)) return null;
  const { protocol, href } = new URL(url, publicUrl);
  return protocol === 'https:' || protocol === 'http:'
    ? href.replaceAll('(', '%28').replaceAll(')', '%29')
    : null;
}
