import type { AnswerVerdict } from '../../domain/assistant/evidence.ts';
import type { FindingKind } from '../../domain/assistant/finding.ts';
import type { EvaluationReason } from '../../domain/evaluations/evaluation.ts';
import type { Came, Expected } from '../../domain/evaluations/expectation.ts';
import type { TrialSettings } from '../../domain/evaluations/trial.ts';

export const WORDS = {
  title: 'Assistant',
  none: 'No test questions yet',
  why: 'Ask something above and save it as a test, or save a customer’s question from a conversation. Then every change of the model, the prompt or the docs can be tried before customers see it.',
  drafts: 'Articles that are switched off answer as well.',
  grounded: 'Your docs hold all that it says',
  paid: 'Each answer counts towards today’s ceilings. Nothing of it is kept or shown to a customer.',
};

export const VERDICT_WORDS: Record<AnswerVerdict, string> = {
  answered: 'answer',
  extractive: 'the docs’ own words',
  offered: 'titles to choose from',
  unknown: 'say that the docs do not say',
  smalltalk: 'a greeting or thanks',
  ceiling: 'nothing, as a ceiling is reached',
  failed: 'nothing, as the model failed',
  escalated: 'ask for a person',
  withheld: 'answer stopped, ask for a person',
};

export const FINDING_WORDS: Record<FindingKind, string> = {
  number: 'a number that no passage has',
  price: 'a price that nobody named',
  date: 'a date that no passage has',
  name: 'a name that no passage has',
  code: 'code that no passage has',
  link: 'a link that the passages do not give',
  citation: 'a passage that was not given',
  support: 'something the passages do not say',
  form: 'something other than words for the customer',
};

export const REASON_WORDS: Record<EvaluationReason, string> = {
  asked: 'Asked for',
  nightly: 'Nightly',
  change: 'Before a change',
};

/** @param title of the article that should answer */
export function expectedWords(expected: Expected, title: string | null): string {
  if (expected.kind === 'unknown') return 'says that it does not know';
  if (expected.kind === 'person') return 'asks for a person';
  return title === null ? 'answers from an article that was deleted' : `answers from ${title}`;
}

/** @param titleOf what an article is called, as far as it is known */
export function cameWords(came: Came, titleOf: (id: string) => string | undefined): string {
  switch (came.kind) {
    case 'article':
      return `answered from ${came.articleIds.map((id) => titleOf(id) ?? 'a deleted article').join(', ')}`;
    case 'unknown':
      return 'did not know';
    case 'person':
      return 'asked for a person';
    case 'failed':
      return came.problem;
  }
}

export function settingsWords({ model, systemPrompt, language, draftDocs }: TrialSettings): string {
  const parts = [
    model !== null && `model ${model}`,
    systemPrompt !== null && 'another prompt',
    language !== null && `in ${nameOf(language)}`,
    draftDocs && 'draft docs too',
  ].filter((each) => each !== false);
  return parts.length > 0 ? parts.join(', ') : 'as live';
}

export const nameOf = (language: string) => language.charAt(0).toUpperCase() + language.slice(1);

export const count = (many: number, one: string) => `${many} ${one}${many === 1 ? '' : 's'}`;
