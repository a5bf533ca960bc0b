import { currencyAt } from './currencies.ts';
import { datesIn } from './dates.ts';
import { chineseNumbers, isPlainNumberWord, numbersOfWord } from './number-words.ts';
import { westernDigits } from './western-digits.ts';

/** A number, an amount or a date as a text says it, and everything that it may mean. */
export interface Figure {
  kind: 'number' | 'price' | 'date';
  text: string;
  readings: string[];
  /** What it says instead when its blanks separate: `800 771` is two numbers or one. */
  parts: string[];
  /** Of an amount: of what. */
  currency: string | null;
}

const NUMBER = /\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d])(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,'’]\d+)*/g;
const TIME =
  /(?<![\d.,:])(\d{1,2})(?:[:h](\d{2})(?!\d)\s*(a\.?m\b\.?|p\.?m\b\.?)?|\s*(a\.?m\b\.?|p\.?m\b\.?))/gi;
const MAGNITUDES: [RegExp, number][] = [
  [/^\s?(?:k\b|thousand|tausend|mille|mil\b|тыс|千)/i, 1e3],
  [/^\s?(?:m\b|mio|million|millón|millones|milioni|miljoen|млн|百万)/i, 1e6],
  [/^\s?(?:bn|billion|milliard|mrd|mil millones|млрд)/i, 1e9],
  [/^\s?(?:万|萬)/, 1e4],
  [/^\s?(?:亿|億|crore)/, 1e8],
];

/** What a text claims in figures. Numbers that only count the points of a list are none. */
export function figuresIn(text: string): Figure[] {
  const read = withoutOrdinals(westernDigits(text));
  const dates = datesIn(read);
  const bare = dates.reduce((rest, { text: said }) => rest.replace(said, ' '), read);
  const times = [...bare.matchAll(TIME)].filter((match) => timesOf(match).length > 0);
  const rest = times.reduce((left, [said]) => left.replace(said, ' '), bare);
  return [
    ...dates.map(({ text: said, readings, year }) => date(said, readings, year)),
    ...times.map(time),
    ...numbersIn(rest),
    ...wordsIn(rest),
  ];
}

/** Everything that a text can be said to hold in figures, in any reading. */
export function heldFigures(text: string): Set<string> {
  const read = westernDigits(text);
  const held = new Set<string>();
  for (const { readings, year } of datesIn(read)) {
    for (const each of readings) held.add(`d${each}`);
    for (const each of readings) if (year && each.includes('-')) held.add(`d${year}/${each.split('-')[0]}`);
  }
  for (const { readings, parts } of numbersIn(read))
    for (const each of [...readings, ...parts]) held.add(each);
  for (const word of read.match(/[\p{L}\p{M}’']+/gu) ?? [])
    for (const value of numbersOfWord(word)) held.add(String(value));
  for (const { value } of chineseNumbers(read)) held.add(String(value));
  for (const match of read.matchAll(TIME)) for (const each of timesOf(match)) held.add(each);
  return held;
}

const date = (text: string, readings: string[], year: number | null): Figure => ({
  ...{ kind: 'date', text, currency: null, parts: [] },
  readings: readings.map((each) => (year && each.includes('-') ? `d${each}+${year}` : `d${each}`)),
});

function numbersIn(text: string): Figure[] {
  return [...text.matchAll(NUMBER)].map(({ 0: said, index }): Figure => {
    const after = text.slice(index + said.length, index + said.length + 24);
    const currency = currencyAt(text.slice(Math.max(0, index - 12), index), after);
    const values = valuesOf(said);
    const [, magnitude] = MAGNITUDES.find(([pattern]) => pattern.test(after)) ?? [];
    const larger = magnitude ? values.map((value) => String(Number(value) * magnitude)) : [];
    return {
      kind: currency ? 'price' : 'number',
      text: said,
      readings: [...values, ...larger],
      parts: /\s/.test(said) ? said.split(/\s/).map(plain) : [],
      currency,
    };
  });
}

function wordsIn(text: string): Figure[] {
  const words = (text.match(/[\p{L}\p{M}’']+/gu) ?? []).filter(isPlainNumberWord);
  return [
    ...words.map((word) => ({ text: word, readings: numbersOfWord(word).map(String) })),
    ...chineseNumbers(text).map(({ text: said, value }) => ({ text: said, readings: [String(value)] })),
  ].map((each) => ({ kind: 'number' as const, currency: null, parts: [], ...each }));
}

/** `1.000` is a thousand or one, by where the writer lives; `1.2.3` is only itself. */
function valuesOf(said: string): string[] {
  const bare = said.replace(/['’ \u00a0\u202f]/g, '');
  const parts = bare.split(/[.,]/);
  if (parts.length === 1) return [plain(bare)];
  const tail = parts.slice(1);
  const isGrouped = tail.every((part) => part.length === 3) && (parts[0]?.length ?? 9) <= 3;
  const readings = isGrouped ? [plain(parts.join(''))] : [];
  if (parts.length === 2) readings.push(plain(parts.join('.')));
  const lastIsFraction = bare.lastIndexOf('.') >= 0 && bare.lastIndexOf(',') >= 0;
  if (lastIsFraction) readings.push(plain(`${parts.slice(0, -1).join('')}.${parts.at(-1)}`));
  return readings.length > 0 ? readings : [parts.join('.')];
}

/** Without noughts that say nothing. Numbers longer than arithmetic are compared as they are written. */
function plain(digits: string): string {
  return digits.length > 15 ? digits : String(Number(digits));
}

function time(match: RegExpMatchArray): Figure {
  const whole = /[:h]00/i.test(match[0]) || !/[:h]/i.test(match[0]) ? [plain(match[1] ?? '')] : [];
  const readings = [...timesOf(match), ...whole];
  return { kind: 'number', text: match[0].trim(), readings, parts: [], currency: null };
}

/** In minutes of the day: three o'clock is either of two when nobody says which. */
function timesOf([, hour = '', minute, beside, alone]: RegExpMatchArray): string[] {
  const [h, m, half] = [Number(hour), Number(minute ?? 0), beside ?? alone];
  if (h > 24 || m > 59) return [];
  if (half) return [`t${((h % 12) + (/^p/i.test(half) ? 12 : 0)) * 60 + m}`];
  return h <= 12 ? [`t${h * 60 + m}`, `t${((h + 12) % 24) * 60 + m}`] : [`t${h * 60 + m}`];
}

function withoutOrdinals(text: string): string {
  return text.replace(/^([ \t]*)\d{1,2}[.)、](?=\s|\*|$)/gm, '$1');
}
