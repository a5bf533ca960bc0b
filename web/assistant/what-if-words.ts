import type { ComparisonEnd, Difference } from '../../domain/evaluations/comparison.ts';
import type { Estimate } from '../../domain/evaluations/estimate.ts';
import { costWords } from '../settings/model/model-words.ts';
import { shortDate } from '../app/time.ts';
import { count } from './assistant-words.ts';

export const WORDS = {
  title: 'What if',
  why: 'Asks your customers’ last questions again, each as live and with what you choose here, and lists what would be different. Nobody is told anything.',
  nothingElse: 'Choose what should be different first.',
  none: 'No customer has asked the assistant anything yet.',
  nothingChanged: 'Nothing would be different',
  free: 'The docs answer by themselves: it costs nothing.',
  unknownUse: 'No model has answered any of them yet, so what it takes is not known.',
  beyond: 'That is more than today’s ceilings leave. It stops when they are reached.',
  ceiling: 'It stopped at today’s ceiling for model calls or tokens.',
  gone: 'This question was erased.',
};

/** Of a group, for its button and in each row. */
export const DIFFERENCE_WORDS: Record<Difference, string> = {
  silent: 'No longer answers',
  person: 'A person instead',
  numbers: 'Other numbers',
  article: 'Another article cited',
  answers: 'Now answers',
  no_person: 'No longer asks for a person',
  failed: 'Could not be asked',
  same: 'Same',
};

export const END_WORDS: Record<ComparisonEnd, string> = {
  done: '',
  stopped: 'Stopped.',
  ceiling: WORDS.ceiling,
  broken: 'It could not go on. Look at the worker’s log, then try again.',
};

/** What it would take, in one sentence. */
export function estimateWords({ isFree, tokens, cost }: Estimate): string {
  if (isFree) return WORDS.free;
  if (tokens === null) return WORDS.unknownUse;
  const money = cost === null ? 'the price is not known' : `about ${costWords(cost)}`;
  return `About ${tokens.toLocaleString()} tokens, ${money}.`;
}

/** What is left of today, against what it would take. */
export function leftWords({ left }: Estimate): string {
  const { modelCalls, tokens } = left;
  return `Left today: ${count(modelCalls, 'answer')} and ${tokens.toLocaleString()} tokens.`;
}

export const isBeyond = ({ isFree, questions, tokens, left }: Estimate) =>
  !isFree && (2 * questions > left.modelCalls || (tokens ?? 0) > left.tokens);

/** What it took; nothing where no model was asked. */
export function tookWords({ tokens, cost }: { tokens: number; cost: number | null }): string {
  if (tokens === 0) return '';
  return `${tokens.toLocaleString()} tokens, ${costWords(cost)}`;
}

/** @param asked how many questions have both answers, which are all the same */
export function sameWords({ asked, end }: { asked: number; end: ComparisonEnd | null }): string {
  const all = asked === 1 ? 'the one question comes' : `all ${asked} questions come`;
  const words = `${end === null ? 'so far, ' : ''}${all} out the same.`;
  return capitalized(words);
}

/** When the questions were asked, to follow how many they are. */
export function askedWords({ from, until }: Estimate, now: number): string {
  if (!from || !until) return '';
  const [first, last] = [shortDate(from, now), shortDate(until, now)];
  return first === last ? `, asked on ${first}` : `, asked from ${first} to ${last}`;
}

export const capitalized = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
