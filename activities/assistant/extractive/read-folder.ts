import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LoadedPassage } from '../../../db/knowledge/load-passages.ts';
import { splitArticle } from '../../../domain/knowledge/passages.ts';

/** The Markdown files of a folder as articles: an article is called as its file, its title is the first line. */
export async function readFolder(folder: string): Promise<LoadedPassage[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  const articles = await Promise.all(
    names.map(async (name) => ({
      name: basename(name, '.md'),
      text: await readFile(join(folder, name), 'utf8'),
    })),
  );
  return articles.flatMap(({ name, text }) => {
    const [first = '', ...rest] = text.split('\n');
    const title = first.replace(/^#+\s*/, '').trim() || name;
    return splitArticle({ title, text: rest.join('\n') }).map((piece, at) => ({
      id: `psg_${name}-${at}`,
      articleId: `art_${name}`,
      title,
      ...piece,
    }));
  });
}
