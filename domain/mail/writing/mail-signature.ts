import { markdownToHtml } from '../../markdown/markdown-to-html.ts';
import { markdownToText } from '../../markdown/markdown-to-text.ts';
import { parseMarkdown } from '../../markdown/markdown.ts';

/** The line that mail programs know a signature by, its space included (RFC 3676, 4.3). */
const SEPARATOR = '-- ';

export function signatureAsText(markdown: string): string[] {
  return markdown.trim() ? [`${SEPARATOR}\n${markdownToText(parseMarkdown(markdown))}`] : [];
}

export function signatureAsHtml(markdown: string): string[] {
  if (!markdown.trim()) return [];
  return [`<div>${SEPARATOR}<br>\n${markdownToHtml(parseMarkdown(markdown))}</div>`];
}
