/** What the structure of an HTML mail says about a line. Text mails have no structure but their quote signs. */
export type LineMark =
  /** Inside what a mail program puts above a quote: "On …, Ana wrote:" in whatever language. */
  | 'introduction'
  /** From here to the end everything is quoted. */
  | 'rest'
  /** A container begins in which mail programs put an introduction and a quote, and people sometimes their answer. */
  | 'container'
  | 'signature'
  /** Inside a quote of HTML. */
  | 'quote'
  /** A horizontal rule. */
  | 'rule';

/** A line of a mail's body, the same for text and HTML. */
export interface MailLine {
  /** Its words, without quote signs and surrounding blanks. */
  text: string;
  /** The line as it is shown, quote signs included. */
  shown: string;
  /** How often it is quoted; 0 is the writer's own level. */
  depth: number;
  mark?: LineMark;
}

export const isBlank = (line: MailLine | undefined) => line === undefined || line.text === '';

/** A line of dashes, underscores or stars, or a rule of HTML. */
export const isRule = (line: MailLine | undefined) =>
  line !== undefined && (line.mark === 'rule' || /^[-_=*–—]{5,200}$/.test(line.text));

/** Something a person may have meant: a word, a number, a symbol such as an emoji, or "?". */
export const saysSomething = (text: string) => /[\p{L}\p{N}\p{S}?!？！؟]/u.test(text);
