import {
  CAN_BE,
  CAN_HAVE,
  CHANNEL_WORDS,
  MAX_SEARCH,
  type Filter,
  type FilterName,
  type Search,
} from './search.ts';

/** A word, something between quotes, or an operator with either. */
const TOKEN = /([a-z]+):"([^"]*)"?|"([^"]*)"?|[^\s"]+/gi;

/** More than this nobody means. */
const MOST = 20;

/** Reads what stands in the box. What is no operator, or has a value that it does not know, is words to look for. */
export function parseSearch(text: string): Search {
  const words: string[] = [];
  const filters: Filter[] = [];
  for (const [token, name, quoted, phrase] of text.slice(0, MAX_SEARCH).matchAll(TOKEN)) {
    const filter = phrase === undefined ? filterOf(name ?? token, quoted) : null;
    if (filter) filters.push(filter);
    else words.push(wordOf(phrase ?? (quoted === undefined ? token : `${name}:${quoted}`)));
  }
  return { words: once(words).slice(0, MOST), filters: once(filters, printFilter).slice(0, MOST) };
}

/** The same search as text: `parseSearch` reads it as what it was. */
export const printSearch = ({ words, filters }: Search): string =>
  [...filters.map(printFilter), ...words.map(printWord)].join(' ');

export const printFilter = ({ on, value }: Filter): string =>
  /^[^\s"]+$/.test(value) ? `${on}:${value}` : `${on}:"${value}"`;

const printWord = (word: string) => (/\s/.test(word) || isOperator(word) ? `"${word}"` : word);

const isOperator = (word: string) => filterOf(word, undefined) !== null;

const wordOf = (text: string) => text.replace(/\s+/g, ' ').trim();

function once<Item>(items: Item[], keyOf: (item: Item) => unknown = String): Item[] {
  const known = new Map(items.filter(Boolean).map((item) => [keyOf(item), item]));
  return [...known.values()];
}

function filterOf(token: string, quoted: string | undefined): Filter | null {
  const colon = quoted === undefined ? token.indexOf(':') : token.length;
  const on = token.slice(0, Math.max(colon, 0)).toLowerCase();
  const value = wordOf(quoted ?? token.slice(colon + 1));
  return colon > 0 && value !== '' && isName(on) ? READ[on](value) : null;
}

const isName = (text: string): text is FilterName => Object.hasOwn(READ, text);

const among = <const Value extends string>(values: readonly Value[], text: string) =>
  values.find((each) => each === text.toLowerCase());

const free =
  (on: 'assignee' | 'tag' | 'from' | 'priority') =>
  (value: string): Filter => ({ on, value });

const day =
  (on: 'before' | 'after') =>
  (value: string): Filter | null =>
    isDay(value) ? { on, value } : null;

const READ: Record<FilterName, (value: string) => Filter | null> = {
  is: (text) => made('is', among(CAN_BE, text)),
  channel: (text) => made('channel', among(CHANNEL_WORDS, text)),
  has: (text) => made('has', among(CAN_HAVE, text)),
  assignee: free('assignee'),
  tag: free('tag'),
  from: free('from'),
  priority: free('priority'),
  before: day('before'),
  after: day('after'),
};

const made = (on: 'is' | 'channel' | 'has', value: string | undefined): Filter | null =>
  value === undefined ? null : ({ on, value } as Filter);

/** A day that there is, in four digits of a year that Postgres knows. */
function isDay(text: string): boolean {
  if (!/^(?!0000)\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
