/** Languages that are told apart: the assistant has its own few sentences in each. */
export type Language =
  | ('english' | 'german' | 'french' | 'spanish' | 'italian' | 'portuguese' | 'dutch' | 'swedish' | 'danish')
  | ('norwegian' | 'finnish' | 'polish' | 'czech' | 'hungarian' | 'romanian' | 'greek' | 'russian')
  | ('ukrainian' | 'turkish' | 'arabic' | 'hebrew' | 'hindi' | 'thai' | 'vietnamese' | 'indonesian')
  | ('chinese' | 'japanese' | 'korean');

/** Those in which mail is acknowledged; who writes in another is answered in English. */
export type MailLanguage = 'english' | 'german' | 'french' | 'spanish';
