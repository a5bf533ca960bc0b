import type { MailLanguage } from './language/language.ts';

/** How a mail may be answered without a human. Comes with the mail, so that a replay needs no settings. */
export interface AutomaticAnswers {
  /** What the assistant says is mailed. */
  assistant: boolean;
  /** The language in which to say that a person will answer; null: in none. */
  acknowledge: MailLanguage | null;
  /** What the customer may expect besides, in that language. Absent: nobody knows. */
  expected?: string | undefined;
  /** They are asked how it was after it was closed. Absent: they are not. */
  rate?: { language: MailLanguage; afterMinutes: number } | undefined;
  /** An agent decided that the assistant's answer is mailed, whatever the project's settings say. */
  agreed?: true;
}
