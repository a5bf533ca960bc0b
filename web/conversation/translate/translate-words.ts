import { languageWords } from '../../customers/customer-words.ts';

export const translateWords = {
  button: 'Translate',
  running: 'The model is translating…',
  cancel: 'Cancel',
  hide: 'Hide translation',
  mark: (from: string | null) =>
    from ? `Translated from ${languageWords(from)} by the model` : 'Translated by the model',
};
