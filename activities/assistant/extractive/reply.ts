import { intentOf } from '../../../domain/knowledge/customer-intent.ts';
import {
  fixedWords,
  isUnknownAnswer,
  offerOf,
  titlesOffered,
} from '../../../domain/knowledge/fixed-words.ts';
import type { Language } from '../../../domain/language/language.ts';
import type { Turn } from '../../../domain/knowledge/turn.ts';
import { questionTerms, type Wanted } from '../retrieval/question-terms.ts';
import type { IndexedPassage } from '../retrieval/indexed-passage.ts';
import type { PassageIndex } from '../retrieval/rank-passages.ts';
import { choosePassage, type Choice } from './choose-passage.ts';
import { customersLanguage } from '../retrieval/customers-language.ts';
import { placeOf } from '../retrieval/place-of.ts';
import { isUnspaced } from './features.ts';
import { pickedFrom, placeNamed } from './offered.ts';
import { questionsIn } from './questions-in.ts';
import { quote } from './quote.ts';

export interface Reply {
  kind: 'answered' | 'offered' | 'unknown' | 'person' | 'smalltalk';
  text: string;
  /** Of the text. */
  language: Language;
  cited: IndexedPassage[];
}

/** Titles. More are not a question but a list. */
const MAX_OFFERED = 3;

/** Of what was asked. Whoever asks about something else is not helped by titles that share a word with it. */
const MIN_COVERAGE = 0.5;

/** What the docs alone can say to a conversation's newest message: an answer, an offer, or that they do not know. */
export function replyTo(index: PassageIndex, turns: Turn[]): Reply {
  const newest = turns.at(-1)?.text ?? '';
  const language = customersLanguage(turns, index.words.main);
  const words = fixedWords(language);
  const before = turns.at(-2);
  const last = before?.by === 'assistant' ? before.text : '';
  const picked = pickedFrom(titlesOffered(last), newest);
  if (picked)
    return replyAbout(index, picked, turns.slice(0, -2)) ?? said('unknown', words.unknown, language);
  switch (intentOf(newest, isUnknownAnswer(last))) {
    case 'greeting':
      return said('smalltalk', words.greeting, language);
    case 'thanks':
      return said('smalltalk', words.thanks, language);
    case 'person':
      return said('person', words.person, language);
    case 'question':
      return replyToAll(index, turns) ?? replyToQuestion(index, questionTerms(index, turns), newest);
  }
}

function replyToQuestion(index: PassageIndex, wanted: Wanted, question: string): Reply {
  const { language } = wanted;
  const choice = choosePassage(index, wanted);
  const named = choice && placeNamed(placesOf(choice), question);
  if (named) return replyAbout(index, named, []) ?? said('unknown', fixedWords(language).unknown, language);
  if (choice && isSure(choice)) {
    const { best } = choice;
    return { kind: 'answered', text: quote(index, wanted, best), language: best.language, cited: [best] };
  }
  if (!choice || choice.confidence < choice.weights.offerFrom || !isAboutIt(choice))
    return said('unknown', fixedWords(language).unknown, language);
  return said('offered', offerOf(placesOf(choice), language), language);
}

/** Two questions in one message get two answers, each under its own words; one that has none is told so. */
function replyToAll(index: PassageIndex, turns: Turn[]): Reply | null {
  const newest = turns.at(-1)?.text ?? '';
  const replies: { question: string; reply: Reply }[] = [];
  let before = turns.slice(0, -1);
  for (const question of questionsIn(newest)) {
    const asked: Turn = { by: 'customer', text: question };
    const wanted = questionTerms(index, [...before, asked]);
    if (wanted.own === 0) continue;
    const reply = replyToQuestion(index, wanted, question);
    replies.push({ question, reply });
    before = [...before, asked, { by: 'assistant', text: reply.kind === 'answered' ? reply.text : '' }];
  }
  const cited = [...new Set(replies.flatMap(({ reply }) => reply.cited))];
  if (replies.length < 2 || cited.length === 0) return null;
  const texts = replies.map(({ question, reply }) => {
    const text = reply.kind === 'answered' ? reply.text : fixedWords(reply.language).unknown;
    return `**${question.replaceAll('*', '')}**\n\n${text}`;
  });
  const language = replies.find(({ reply }) => reply.kind === 'answered')?.reply.language ?? index.words.main;
  return { kind: 'answered', text: texts.join('\n\n'), language, cited };
}

/** The customer named a place in the docs, and before that perhaps asked: it is answered from there. */
function replyAbout(index: PassageIndex, place: string, asked: Turn[]): Reply | null {
  const question = asked.findLast(({ by }) => by === 'customer')?.text ?? '';
  const wanted = questionTerms(index, asked, `${place}\n${question}`);
  const found = choosePassage(index, wanted)?.ranked.find(({ passage }) => placeOf(passage) === place);
  const best = found ?? index.at(place)[0];
  if (!best) return null;
  return { kind: 'answered', text: quote(index, wanted, best), language: best.language, cited: [best] };
}

/** Whoever knows what was meant need not count words. */
function isAboutIt({ best }: Choice): boolean {
  return best.likeness !== null || best.coverage >= MIN_COVERAGE;
}

function isSure({ best, confidence, weights }: Choice): boolean {
  return confidence >= (isUnspaced(best.language) ? weights.answerUnspacedFrom : weights.answerFrom);
}

function placesOf({ ranked }: Choice): string[] {
  return [...new Set(ranked.map(({ passage }) => placeOf(passage)))].slice(0, MAX_OFFERED);
}

function said(kind: Reply['kind'], text: string, language: Language): Reply {
  return { kind, text, language, cited: [] };
}
