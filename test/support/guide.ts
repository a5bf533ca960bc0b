import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { indexPassages, type PassageIndex } from '../../activities/ai/rank-passages.ts';
import type { LoadedPassage } from '../../db/articles.ts';
import { newId } from '../../domain/ids.ts';
import { splitArticle } from '../../domain/passages.ts';

const root = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** Articles as they would be pasted in Settings, cut into passages. */
export function passagesOf(articles: { title: string; text: string }[]): LoadedPassage[] {
  return articles.flatMap((article) => {
    const articleId = newId('art');
    return splitArticle(article).map((piece) => ({
      id: newId('psg'),
      articleId,
      title: article.title,
      ...piece,
    }));
  });
}

/** Real documentation: that of packages this project depends on, titled by package and page. */
export function guidesFrom(paths: string[]): LoadedPassage[] {
  const titleOf = (path: string) => path.replace(/\/docs|\/readme|\.md$/gi, '').replaceAll('/', ' ');
  return passagesOf(paths.map((path) => ({ title: titleOf(path), text: readFileSync(root + path, 'utf8') })));
}

export function guideIndex(paths: string[]): PassageIndex {
  return indexPassages(guidesFrom(paths));
}
