import type { Language } from '../../language/language.ts';
import { shorten } from '../../text/shorten.ts';
import type { Finding, FindingKind } from '../finding.ts';
import { codeIn, withoutCode } from './code.ts';
import { figuresIn, type Figure } from './figures.ts';
import { plainText, type Ground, type ReadTerms } from './ground.ts';
import { isAllowedHost, linksIn } from './links.ts';
import { namesIn } from './names.ts';
import { OWN_WORDS } from './own-words.ts';

/** Fitted on accepted answers and their mismatches, see docs/architecture/assistant.md. */
export const SUPPORT = { enough: 0.5, given: 0.34, fromTerms: 4 };
const MAX_SENTENCE = 200;

/**
 * What in a sentence, or in a list or table as a whole, does not stand in what the model was given. An empty list: it may be
 * shown. Words of grammar, greetings and offers need no support; figures, names, code and links always do.
 */
export function checkPiece(
  piece: string,
  { ground, language, read }: { ground: Ground; language: Language; read: ReadTerms },
): Finding[] {
  const words = withoutCode(piece);
  const sentence = shorten(piece.trim().replace(/\s+/g, ' '), MAX_SENTENCE);
  const found = (kind: FindingKind, whats: string[]) =>
    [...new Set(whats)].map((what): Finding => ({ kind, sentence, what: shorten(what, MAX_SENTENCE) }));
  const links = linksIn(piece);
  const bare = links.reduce((rest, { text }) => rest.replace(text, ' '), words);
  const figures = figuresIn(bare).filter((each) => !isGiven(each, ground));
  return [
    ...found('link', links.flatMap(({ host, text }) => (host && isAllowedHost(host, ground.hosts) ? [] : [host ?? text]))),
    ...(['date', 'price', 'number'] as const).flatMap((kind) =>
      found(kind, figures.filter((each) => each.kind === kind).map(({ text }) => text)),
    ),
    ...found('name', namesIn(bare, language).filter((name) => !isNamed(name, { ground, language, read }))),
    ...found('code', codeIn(piece).filter((code) => !ground.text.includes(plainText(code).trim()))),
    ...(isSupported(bare, { ground, language, read }) ? [] : found('support', [sentence])),
  ];
}

/** A price is given only by who can promise it, and in its own currency. */
function isGiven({ kind, readings, parts, currency }: Figure, ground: Ground): boolean {
  const holds = (reading: string) => (kind === 'price' ? ground.isPromised(reading) : ground.isHeld(reading));
  if (currency && !ground.currencies.has(currency)) return false;
  return readings.some(holds) || (parts.length > 0 && parts.every(holds));
}

interface Reading {
  ground: Ground;
  language: Language;
  read: ReadTerms;
}

function isNamed(name: string, { ground, language, read }: Reading): boolean {
  const plain = plainText(name);
  if (ground.text.includes(plain) || OWN_WORDS.has(plain)) return true;
  const terms = read(name, language);
  const { all } = ground.terms(language);
  return terms.every((term) => all.has(term) || OWN_WORDS.has(term));
}

/** Words can be compared within one language only: an answer in another than its passages' is held by the rest. */
function isSupported(text: string, { ground, language, read }: Reading): boolean {
  if (ground.hasPassages && !ground.languages.has(language)) return true;
  const terms = [...new Set(read(text, language))].filter((term) => !OWN_WORDS.has(term) && !/^\d/.test(term));
  if (terms.length < SUPPORT.fromTerms || /[?？؟]\s*$/.test(text)) return true;
  const { all, given } = ground.terms(language);
  const share = (some: ReadonlySet<string>) => terms.filter((term) => some.has(term)).length / terms.length;
  return share(all) >= SUPPORT.enough && share(given) >= SUPPORT.given;
}
