/** A date in a text: which days it may mean, as `month-day`, `year-month` or both. */
export interface DateSaid {
  text: string;
  readings: string[];
  year: number | null;
}

const LANGUAGES = 'en de fr es it pt nl sv da nb fi pl cs hu ro el ru uk tr ar he hi th vi id zh ja ko'.split(
  ' ',
);
const MONTHS = monthNames();
const NAME = [...MONTHS.keys()]
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replaceAll('.', '\\.'))
  .join('|');
const ORDINAL = '(?:st|nd|rd|th|er|º|ª|\\.)?';
const OF = '(?:\\s+(?:of|de|del|din))?';

const DAY_MONTH = new RegExp(
  `(?<![\\d.,])(\\d{1,2})${ORDINAL}${OF}\\s+(${NAME})\\.?(?![\\p{L}\\p{M}])(?:\\s?,?${OF}\\s+(\\d{4}))?`,
  'giu',
);
const MONTH_DAY = new RegExp(
  `(?<![\\p{L}\\p{M}])(${NAME})\\.?\\s+(\\d{1,2})(?![\\d:])${ORDINAL}(?:\\s?,?\\s+(\\d{4}))?`,
  'giu',
);
const MONTH_YEAR = new RegExp(`(?<![\\p{L}\\p{M}])(${NAME})\\.?${OF},?\\s+((?:19|20)\\d{2})(?!\\d)`, 'giu');
const YEAR_FIRST = /(?<!\d)((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g;
const YEAR_LAST = /(?<![\d.])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d|\.\d)/g;
const SIGNS = /(?:(\d{4})\s*[年년]\s*)?(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日号號일])?/g;

export const isMonth = (word: string) => MONTHS.has(word.toLowerCase());

/** The dates of a text whose digits are 0-9. A number between strokes is read both ways. */
export function datesIn(text: string): DateSaid[] {
  // None is without one, and months in thirty languages take long to look for.
  if (!/\d/.test(text)) return [];
  const found: DateSaid[] = [];
  const add = (said: string, day: { y?: string | undefined; m: number[]; d: number[] }) => {
    const year = day.y ? fullYear(day.y) : null;
    const days = day.m.flatMap((m, at) => (isDay(m, day.d[at] ?? 0) ? [`${m}-${day.d[at]}`] : []));
    const months = day.d.length === 0 && year ? day.m.map((m) => `${year}/${m}`) : [];
    if (days.length + months.length > 0)
      found.push({ text: said.trim(), readings: [...days, ...months], year });
  };
  for (const [said, y, m, d] of text.matchAll(YEAR_FIRST)) add(said, { y, m: [Number(m)], d: [Number(d)] });
  for (const [said, a, , b, y] of text.matchAll(YEAR_LAST))
    add(said, { y, m: [Number(a), Number(b)], d: [Number(b), Number(a)] });
  for (const [said, y, m, d] of text.matchAll(SIGNS))
    add(said, { y, m: [Number(m)], d: d ? [Number(d)] : [] });
  for (const [said, d, m = '', y] of text.matchAll(DAY_MONTH)) add(said, { y, ...both(m, d) });
  for (const [said, m = '', d, y] of text.matchAll(MONTH_DAY)) add(said, { y, ...both(m, d) });
  for (const [said, m = '', y] of text.matchAll(MONTH_YEAR))
    add(said, { y, m: MONTHS.get(m.toLowerCase()) ?? [], d: [] });
  return found;
}

function both(name: string, day: string | undefined) {
  const m = MONTHS.get(name.toLowerCase()) ?? [];
  return { m, d: m.map(() => Number(day)) };
}

const isDay = (month: number, day: number) => month >= 1 && month <= 12 && day >= 1 && day <= 31;
const fullYear = (year: string) => (year.length === 2 ? 2_000 + Number(year) : Number(year));

/** In every language of ours, as they stand alone and beside a day, long and short. */
function monthNames(): Map<string, number[]> {
  const names = new Map<string, number[]>();
  const add = (name: string, month: number) => {
    const bare = name.toLowerCase().normalize('NFKC').replace(/\.$/, '');
    const known = names.get(bare) ?? [];
    if (!/^\p{L}[\p{L}\p{M}.]{2,}$/u.test(bare) || known.includes(month)) return;
    names.set(bare, [...known, month]);
  };
  for (const language of LANGUAGES) {
    for (const style of ['long', 'short'] as const) {
      const alone = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { month: style, timeZone: 'UTC' });
      const beside = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, {
        month: style,
        day: 'numeric',
        timeZone: 'UTC',
      });
      for (let month = 1; month <= 12; month++) {
        const day = Date.UTC(2026, month - 1, 15);
        add(alone.format(day), month);
        add(beside.formatToParts(day).find(({ type }) => type === 'month')?.value ?? '', month);
      }
    }
  }
  return names;
}
