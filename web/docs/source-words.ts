import { sourceName } from '../../domain/knowledge/sources/source.ts';
import type { SourceRow } from './docs.svelte.ts';

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`;

/** How far a source is, in one line. */
export function progressWords(
  source: Pick<SourceRow, 'kind' | 'address' | 'state' | 'pages' | 'articles' | 'problem'>,
): string {
  const { state, pages, articles, problem } = source;
  const total = Object.values(pages).reduce((sum, count) => sum + count, 0);
  const done = total - (pages.waiting ?? 0);
  const so = `${done} of ${counted(total, 'page', 'pages')}, ${counted(articles, 'article', 'articles')} so far`;
  if (state === 'reading')
    return total === 0 ? `Looking at ${sourceName(source)}` : `Reading ${sourceName(source)}: ${so}`;
  if (state === 'paused') return `${sourceName(source)} is paused: ${so}`;
  if (state === 'failed') return `${sourceName(source)} was not read: ${problem ?? 'nobody knows why'}`;
  return `${sourceName(source)}: ${counted(articles, 'article', 'articles')}`;
}

/** Pages that did not become articles. */
export const unreadCount = ({ pages }: Pick<SourceRow, 'pages'>): number =>
  (pages.skipped ?? 0) + (pages.gone ?? 0) + (pages.failed ?? 0);
