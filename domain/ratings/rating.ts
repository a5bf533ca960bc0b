import type { Language } from '../language.ts';

/** How it was, the best first. */
export const SCORES = ['good', 'okay', 'bad'] as const;
export type Score = (typeof SCORES)[number];

/** Where a customer said how it was. */
export const RATING_ROADS = ['widget', 'email'] as const;
export type RatingRoad = (typeof RATING_ROADS)[number];

/** What a conversation remembers of asking its customer how it was. Both happen once in its life. */
export interface RatingState {
  /** When the question leaves by mail if it is still closed then, ISO 8601; null: it does not. */
  askAt: string | null;
  /** In which language. */
  language: Language;
  asked: boolean;
  given: boolean;
}

export const UNRATED: RatingState = { askAt: null, language: 'english', asked: false, given: false };

/** How a question is mailed after a conversation was closed. Comes with the customer's verified mail, so that a replay needs no settings. */
export interface RatingQuestion {
  language: Language;
  afterMinutes: number;
}

/** A link to the question opens nothing after this: nobody remembers how it was. */
export const RATING_LINK_DAYS = 30;
