import type { SourceId } from '../../domain/ids.ts';
import type { ArticleAudience } from '../../domain/knowledge/sources/source.ts';

interface Chosen {
  folder: string;
  audience: ArticleAudience;
  sourceId: SourceId | null;
}

/** Which articles the list shows. */
export type Choice =
  { by: 'all' } | { by: 'folder'; folder: string } | { by: 'agents' } | { by: 'source'; id: SourceId };

export function isChosen(article: Chosen, choice: Choice): boolean {
  switch (choice.by) {
    case 'all':
      return true;
    case 'folder':
      return article.folder === choice.folder;
    case 'agents':
      return article.audience === 'agents';
    case 'source':
      return article.sourceId === choice.id;
  }
}

export const isSameChoice = (a: Choice, b: Choice): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Every folder that is used, by its name, with how many articles it holds. */
export function foldersOf(articles: readonly Pick<Chosen, 'folder'>[]): { folder: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { folder } of articles) if (folder) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  return [...counts]
    .map(([folder, count]) => ({ folder, count }))
    .sort((a, b) => a.folder.localeCompare(b.folder));
}
