import type { LoadedPassage } from '../../db/knowledge/load-passages.ts';
import type { SpendingConversation } from '../../db/project/spending.ts';
import type { Language } from '../../domain/language/language.ts';
import type { Turn } from '../../domain/knowledge/turn.ts';
import type { Question } from './question.ts';

/** What a model writes for an agent besides answers. */
export type WritingKind = 'shorter' | 'friendlier' | 'inLanguage' | 'translate' | 'summary';

export interface Writing {
  project: Question['project'];
  /** The one that it is spent on; absent: an agent's wish, which is the project's alone. */
  conversation?: SpendingConversation;
  kind: WritingKind;
  /** What it is written from, and all that it may say. */
  text: string;
  /** Of whom it is about; oldest first. */
  turns: Turn[];
  /** The language to write in; without it the text's own. */
  into?: Language | undefined;
  signal: AbortSignal;
}

/** `problem`: why there is no text, in words that say what to do. */
export type Written = { text: string } | { problem: string };

/** What helps agents to write. */
export interface Helper {
  /** The docs' best passages for the newest question, best first. */
  passages(question: Question): Promise<LoadedPassage[]>;
  /** In which language the customer writes. */
  languageOf(question: Question): Promise<Language>;
  /** Null: there is no model. @throws ModelFailure, or the signal's reason. */
  write: ((writing: Writing) => Promise<Written>) | null;
}
