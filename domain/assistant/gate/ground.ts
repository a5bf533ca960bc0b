import type { Language } from '../../language/language.ts';
import { currenciesIn } from './currencies.ts';
import { heldFigures } from './figures.ts';
import { linksIn } from './links.ts';
import { abbreviationsIn, writtenAbbreviations } from './names.ts';
import { westernDigits } from './western-digits.ts';

/** What a text says, as stems without the words of grammar. */
export type ReadTerms = (text: string, language: Language) => string[];

/** What an answer may rest on. */
export interface GroundTexts {
  passages: { text: string; language: Language }[];
  /** What the team says: its instructions, and its agents' and its assistant's words in the talk. */
  team: string[];
  /** What the customer said: nothing that binds the team. */
  customer: string[];
  /** Hosts that a link may lead to besides those of the passages and of the team. */
  hosts: readonly string[];
}

export interface Ground {
  isHeld(reading: string): boolean;
  /** Without what only the customer says. */
  isPromised(reading: string): boolean;
  currencies: ReadonlySet<string>;
  /** In lower case, blanks as one. */
  text: string;
  /** What names could be shortened to, and what is written short. */
  abbreviations: { possible: ReadonlySet<string>; written: ReadonlySet<string> };
  hosts: ReadonlySet<string>;
  /** Of the passages: only within these can words be compared. */
  languages: ReadonlySet<Language>;
  terms(language: Language): Record<'passages' | 'customer' | 'all', ReadonlySet<string>>;
}

/** Read once for an answer, before its first word comes. */
export function groundOf({ passages, team, customer, hosts }: GroundTexts, read: ReadTerms): Ground {
  const given = [...passages.map(({ text }) => text), ...team];
  const whole = [...given, ...customer].join('\n');
  const promised = unionOf(given.map(heldFigures));
  const held = unionOf([promised, ...customer.map(heldFigures)]);
  const kept = new Map<Language, ReturnType<Ground['terms']>>();
  return {
    isHeld: (reading) => isIn(held, reading),
    isPromised: (reading) => isIn(promised, reading),
    currencies: currenciesIn(westernDigits(whole)),
    text: plainText(whole),
    abbreviations: { possible: abbreviationsIn(whole), written: writtenAbbreviations(whole) },
    hosts: new Set([...hosts, ...given.flatMap((text) => linksIn(text).flatMap(({ host }) => host ?? []))]),
    languages: new Set(passages.map(({ language }) => language)),
    terms: (language) => {
      const found =
        kept.get(language) ?? termsOf({ passages, team, customer }, (text) => read(text, language));
      kept.set(language, found);
      return found;
    },
  };
}

function termsOf(
  { passages, team, customer }: Omit<GroundTexts, 'hosts'>,
  read: (text: string) => string[],
): ReturnType<Ground['terms']> {
  const [docs, ours, theirs] = [passages.map(({ text }) => text), team, customer].map(
    (texts) => new Set(texts.flatMap(read)),
  ) as [Set<string>, Set<string>, Set<string>];
  return { passages: docs, customer: theirs, all: unionOf([docs, ours, theirs]) };
}

export const plainText = (text: string) =>
  text.normalize('NFKC').toLowerCase().replace(/[’‘]/g, "'").replace(/\s+/g, ' ');

/** `d3-5+2026` is held by its day and its year. */
function isIn(held: ReadonlySet<string>, reading: string): boolean {
  const [day = '', year] = reading.split('+');
  return held.has(day) && (year === undefined || held.has(year));
}

function unionOf(sets: ReadonlySet<string>[]): Set<string> {
  return new Set(sets.flatMap((set) => [...set]));
}
