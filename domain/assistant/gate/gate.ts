import { languageOf } from '../../language/guess-language.ts';
import type { Language } from '../../language/language.ts';
import { shorten } from '../../text/shorten.ts';
import type { Finding, FindingKind } from '../finding.ts';
import { codeIn, withoutCode } from './code.ts';
import { currenciesIn } from './currencies.ts';
import { isMonth } from './dates.ts';
import { figuresIn, type Figure } from './figures.ts';
import { plainText, type Ground, type ReadTerms } from './ground.ts';
import { isAllowedHost, linksIn } from './links.ts';
import { initialsOf, namesIn, type NameSaid } from './names.ts';
import { OWN_WORDS } from './own-words.ts';
import { createSupport, shareOf } from './support.ts';

const MAX_QUOTED = 200;
/** A name that nobody gave passes alone only in a sentence that otherwise was given. */
const AROUND_A_NAME = 0.6;

/** Reads an answer piece by piece: a sentence, or a list, a table or a block of code as a whole. */
export interface Gate {
  /** @returns what in the piece was not given; nothing: it may be shown. */
  check(piece: string): Finding[];
  /** @returns what is wrong with the answer as a whole. */
  end(): Finding[];
}

/** @param expected the language that the answer should have. */
export function createGate(
  ground: Ground,
  { read, expected }: { read: ReadTerms; expected: Language },
): Gate {
  const support = createSupport(ground);
  return {
    check: (piece) => {
      const language = languageOf(piece, expected) ?? expected;
      const links = linksIn(piece);
      const words = links.reduce((rest, { text }) => rest.replace(text, ' '), withoutCode(piece));
      const terms = [...new Set(read(words, language))].filter((term) => !OWN_WORDS.has(term));
      const reading = { ground, language, terms, read };
      const found = [
        ...said(
          'link',
          links
            .filter(({ host }) => !host || !isAllowedHost(host, ground.hosts))
            .map(({ host, text }) => host ?? text),
        ),
        ...figuresNotGiven(words, ground),
        ...said(
          'name',
          namesIn(words, language)
            .filter((name) => !isNamed(name, reading))
            .map((name) => name.words.join(' ')),
        ),
        ...said(
          'code',
          codeIn(piece).filter((code) => !ground.text.includes(plainText(code))),
        ),
        ...(support.carries(words, { terms, language }) ? [] : said('support', [words.trim()])),
      ];
      return found.map((each) => ({ ...each, sentence: quoted(piece) }));
    },
    end: () =>
      support.carriesAll() ? [] : [{ kind: 'support', sentence: '', what: 'the answer as a whole' }],
  };
}

type Said = Omit<Finding, 'sentence'>;

function said(kind: FindingKind, whats: string[]): Said[] {
  return [...new Set(whats)].map((what) => ({ kind, what: quoted(what) }));
}

const quoted = (text: string) => shorten(text.trim().replace(/\s+/g, ' '), MAX_QUOTED);

/** Of what was said, the figures that were not given. */
export function figuresNotGiven(words: string, ground: Ground): Said[] {
  const wrong = figuresIn(words).filter((figure) => !isGiven(figure, ground));
  return wrong.flatMap(({ kind, text }) => said(kind, [text]));
}

/** A price is given only by who can promise it, and in its own currency. */
function isGiven({ kind, readings, parts, currency }: Figure, ground: Ground): boolean {
  const stands = (reading: string) =>
    kind === 'price' ? ground.isPromised(reading) : ground.isHeld(reading);
  if (currency && !ground.currencies.has(currency)) return false;
  return readings.some(stands) || (parts.length > 0 && parts.every(stands));
}

interface Reading {
  ground: Ground;
  language: Language;
  terms: string[];
  read: ReadTerms;
}

function isNamed({ words, isMixed }: NameSaid, reading: Reading): boolean {
  if (words.some((word) => isKnown(word, reading))) return true;
  const { ground, language, terms } = reading;
  if (words.length > 1 && ground.abbreviations.written.has(initialsOf(words.join(' ')))) return true;
  if (isMixed) return false;
  // In another language than the docs' a name may be the right translation of theirs.
  if (!ground.languages.has(language)) return ground.languages.size > 0;
  return words.length < 2 && shareOf(terms, ground.terms(language).all) >= AROUND_A_NAME;
}

function isKnown(word: string, { ground, language, read }: Reading): boolean {
  const plain = plainText(word);
  if (
    ground.text.includes(plain) ||
    OWN_WORDS.has(plain) ||
    ground.abbreviations.possible.has(plain) ||
    isMonth(plain) ||
    currenciesIn(plain).size > 0
  )
    return true;
  const terms = read(word, language);
  return terms.every((term) => ground.terms(language).all.has(term));
}
