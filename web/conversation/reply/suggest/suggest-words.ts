import type { Rewrite } from '../../../../domain/assistant/assist/rewrite.ts';

export const suggestWords = {
  button: 'Suggest',
  panel: 'Suggestions',
  close: 'Close suggestions',
  passages: 'Passages from your articles',
  looking: 'Looking through your articles…',
  nothingFound: 'Your articles say nothing about this.',
  insert: 'Insert',
  insertPassage: (title: string) => `Insert “${title}”`,
  reply: 'Suggested reply',
  writing: 'The model is writing…',
  cancel: 'Cancel',
  again: 'Suggest again',
  rewrite: 'Rewrite what is written',
  noModel: 'No model is set up. Settings, Model says how.',
  nothingWritten: 'Write something first.',
  rewritten: 'Rewritten. Undo brings your words back.',
  wroteOn: 'You wrote on meanwhile, so your words stay as they are.',
  inserted: 'Inserted',
  suggested: 'Suggested, not edited yet',
};

export const REWRITE_WORDS: Record<Rewrite, string> = {
  shorter: 'Shorter',
  friendlier: 'Friendlier',
  inLanguage: 'In the customer’s language',
};
