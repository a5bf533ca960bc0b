/** How it was, the best first. */
export const SCORES = ['good', 'okay', 'bad'] as const;
export type Score = (typeof SCORES)[number];

/** Where a customer said how it was. */
export const RATING_ROADS = ['widget', 'email'] as const;
export type RatingRoad = (typeof RATING_ROADS)[number];

/** A link to the question opens nothing after this: nobody remembers how it was. */
export const RATING_LINK_DAYS = 30;
