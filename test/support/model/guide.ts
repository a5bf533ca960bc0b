import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { indexPassages, type PassageIndex } from '../../../activities/assistant/retrieval/rank-passages.ts';
import type { LoadedPassage } from '../../../db/knowledge/load-passages.ts';
import { newId } from '../../../domain/ids.ts';
import { splitArticle } from '../../../domain/knowledge/passages.ts';

const packages = fileURLToPath(new URL('../../../node_modules/', import.meta.url));
const kept = fileURLToPath(new URL('../../fixtures/assistant/', import.meta.url));

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

/** A page of a package that this project depends on, or, in the public domain, of postgres.js 3.4.9 (Unlicense). */
export function guideText(path: string): string {
  const file = kept + path;
  return readFileSync(existsSync(file) ? file : packages + path, 'utf8');
}

/** Real documentation, titled by package and page. */
export function guidesFrom(paths: string[]): LoadedPassage[] {
  const titleOf = (path: string) => path.replace(/\/docs|\/readme|\.md$/gi, '').replaceAll('/', ' ');
  return passagesOf(paths.map((path) => ({ title: titleOf(path), text: guideText(path) })));
}

export function guideIndex(paths: string[]): PassageIndex {
  return indexPassages(guidesFrom(paths));
}
