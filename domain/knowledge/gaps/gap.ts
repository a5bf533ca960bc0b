/** `filled`: an article answers it. `dismissed`: somebody said that it is none. */
export const GAP_STATES = ['open', 'filled', 'dismissed'] as const;
export type GapState = (typeof GAP_STATES)[number];

/** Who wrote an article's first words: an agent's reply as it is, or a model from it. */
export type DraftedBy = 'reply' | 'model';

/** What a gap's article could say, for somebody to review. */
export interface ArticleDraft {
  title: string;
  text: string;
  by: DraftedBy;
  /** Words of the text that may be about one customer only, in order. */
  personal: string[];
}

/** Of what time gaps are listed, in days. */
export const GAP_DAYS = [7, 30, 90] as const;
export type GapDays = (typeof GAP_DAYS)[number];
export const DEFAULT_DAYS: GapDays = 30;
