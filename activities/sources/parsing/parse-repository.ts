import { parseTarGzip } from 'nanotar';
import { decodeText } from './decode-text.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { nothing, type Parsed, type ToParse } from './parsed.ts';

const DOCS = /\.(?:md|mdx|markdown|txt|rst|adoc)$/i;
/** What stands beside the docs and is none. */
const NONE = /(?:^|\/)(?:node_modules|vendor|\.[^/]+|license(?:\.\w+)?|changelog(?:\.\w+)?)(?:\/|$)/i;
const MOST_FILES = 5_000;
const MOST_BYTES = 1_000_000;

/** The docs of a repository's archive: each file below the folder is an article, called by its path. */
export async function parseRepository({ bytes, folder = '' }: ToParse): Promise<Parsed> {
  const files = await parseTarGzip(bytes, {
    filter: ({ name, size }) => isDoc(name, folder) && size <= MOST_BYTES,
  });
  const articles = files.slice(0, MOST_FILES).flatMap(({ name, data }) => {
    const path = pathOf(name);
    const [article] = data ? parseMarkdown(decodeText(data), path).articles : [];
    return article ? [{ ...article, part: path }] : [];
  });
  return articles.length > 0
    ? { articles, links: [], canonical: null, problem: null }
    : nothing(`No Markdown or text file was found in ${folder ? `the folder ${folder}` : 'it'}.`);
}

/** Everything lies in one folder, named after the repository and its branch. */
const pathOf = (name: string) => name.split('/').slice(1).join('/');

function isDoc(name: string, folder: string): boolean {
  const path = pathOf(name);
  return (folder === '' || path.startsWith(`${folder}/`)) && DOCS.test(path) && !NONE.test(path);
}
