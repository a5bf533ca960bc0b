import type { Quirks } from '../../../domain/assistant/quirks.ts';

/** What a model's refusals taught, in words. */
export function quirkWords(quirks: Quirks): string[] {
  const { limit, tools, systemRole, usage, alternates, halved, thinksFirst } = quirks;
  return [
    limit === 'max_completion_tokens' && 'Its answers are limited by max_completion_tokens.',
    limit === 'none' && 'It takes no limit for the length of its answers.',
    !tools && 'It cannot call tools: it asks for a person in a line of text.',
    !systemRole && 'It knows no system role: the rules stand before the first message.',
    !usage && 'It does not count tokens: they are estimated.',
    alternates && 'Customer and assistant have to speak in turn.',
    halved > 0 && `Its context is small: it gets one part in ${2 ** halved} of the passages.`,
    thinksFirst && 'It thinks aloud before it answers: its answers show when the thoughts have ended.',
  ].filter((each) => each !== false);
}

/** US dollars; the smallest amounts keep their first two figures. */
export function costWords(cost: number | null): string {
  if (cost === null) return 'Price not known';
  if (cost === 0) return '$0';
  const digits = cost >= 0.01 ? { maximumFractionDigits: 2 } : { maximumSignificantDigits: 2 };
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 0,
    ...digits,
  }).format(cost);
}

export const listedWords = (count: number): string =>
  `The endpoint lists ${count === 1 ? 'one model' : `${count} models`}.`;

export function secondsWords(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
}
