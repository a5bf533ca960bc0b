/** What a model may do with what an agent has written. */
export const REWRITES = ['shorter', 'friendlier', 'inLanguage'] as const;
export type Rewrite = (typeof REWRITES)[number];
