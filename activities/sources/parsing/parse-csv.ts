import { parse } from 'csv-parse/sync';
import { nothing, type Parsed } from './parsed.ts';

/** Columns by any of these names, in the first line. */
const TITLES = ['title', 'question', 'titel', 'frage', 'name', 'subject'];
const TEXTS = ['text', 'answer', 'antwort', 'content', 'body', 'reply'];
const MOST_ROWS = 10_000;

/** Each line of a table is an article: its title and text, or a question and its answer. Separated by commas, semicolons or tabs. */
export function parseCsv(text: string): Parsed {
  const [first = ''] = text.split(/\r?\n/, 1);
  const delimiter = [';', '\t'].find((each) => first.split(each).length > first.split(',').length) ?? ',';
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: MOST_ROWS + 1,
    });
  } catch {
    return nothing('It could not be read as a table: a quotation mark is open, or stands inside a field.');
  }
  const [names = [], ...lines] = rows;
  const at = (wanted: string[]) => names.findIndex((name) => wanted.includes(name.trim().toLowerCase()));
  const [title, body] = [at(TITLES), at(TEXTS)];
  if (title < 0 || body < 0)
    return nothing('Its first line has to name two columns: title and text, or question and answer.');
  if (lines.length > MOST_ROWS) return nothing(`It has more than ${MOST_ROWS} lines. Split it.`);
  const seen = new Map<string, number>();
  const articles = lines.flatMap((line) => {
    const [name, words] = [line[title]?.trim().slice(0, 200), line[body]?.trim()];
    if (!name || !words) return [];
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return [{ part: times > 1 ? `${name} (${times})` : name, title: name, text: words }];
  });
  return articles.length > 0
    ? { articles, links: [], canonical: null, problem: null }
    : nothing('No line of it has both a title and a text.');
}
