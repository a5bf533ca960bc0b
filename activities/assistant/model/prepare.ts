import { createGate, type Gate } from '../../../domain/assistant/gate/gate.ts';
import { groundOf, type Ground } from '../../../domain/assistant/gate/ground.ts';
import { isInstructing } from '../../../domain/assistant/gate/instructing.ts';
import type { Turn } from '../../../domain/knowledge/turn.ts';
import { passagesFor } from '../extractive/choose-passage.ts';
import type { Language } from '../../../domain/language/language.ts';
import { customersLanguage } from '../retrieval/customers-language.ts';
import { questionTerms } from '../retrieval/question-terms.ts';
import type { PassageIndex, RankedPassage } from '../retrieval/rank-passages.ts';
import { relevant } from '../retrieval/relevant.ts';
import { fitting } from './prompt.ts';

/** More would leave the budget anyway. */
const CANDIDATES = 24;

/** What an answer is written from, and checked against. */
export interface Prepared {
  found: RankedPassage[];
  isWeak: boolean;
  ground: Ground;
  /** The customer's. */
  language: Language;
  newGate(): Gate;
}

export function prepare(
  index: PassageIndex,
  asked: {
    turns: Turn[];
    /** The same, in words that the docs may have. */
    lookedUp: Turn[];
    systemPrompt: string | null;
    name: string;
    hosts: readonly string[];
    language?: Language | undefined;
    halved: number;
  },
): Prepared {
  const { turns, lookedUp, systemPrompt, name, hosts, language, halved } = asked;
  const ranked = relevant(passagesFor(index, questionTerms(index, lookedUp), CANDIDATES));
  const found = fitting(ranked.found, halved);
  const texts = found.map(({ passage: { title, heading, text }, language }) => ({
    text: `${title}\n${heading ?? ''}\n${text}`,
    language,
  }));
  const isTrusted = ({ text }: { text: string }) => !isInstructing(text);
  const read = (text: string, language: Parameters<typeof index.words.read>[1]) =>
    index.words.read(text, language);
  const ground = groundOf(
    {
      passages: texts.filter(isTrusted),
      team: [name, systemPrompt ?? '', ...wordsOf(turns, ['agent', 'assistant'])],
      customer: [
        ...wordsOf(turns, ['customer']),
        ...texts.filter((each) => !isTrusted(each)).map(({ text }) => text),
      ],
      hosts,
    },
    read,
  );
  const expected = language ?? customersLanguage(turns, index.words.main);
  const newGate = () => createGate(ground, { read, expected });
  return { found, isWeak: ranked.isWeak, ground, language: expected, newGate };
}

function wordsOf(turns: Turn[], by: Turn['by'][]): string[] {
  return turns.filter((turn) => by.includes(turn.by)).map(({ text }) => text);
}
