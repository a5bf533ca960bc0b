import type { Hue } from '../../../domain/triage/tag.ts';

export const HUE_WORDS: Record<Hue, string> = {
  1: 'Green',
  2: 'Plum',
  3: 'Blue',
  4: 'Amber',
  5: 'Red',
  6: 'Olive',
};

export const carriedWords = (count: number): string =>
  count === 0 ? 'on no conversation' : count === 1 ? 'on 1 conversation' : `on ${count} conversations`;

/** What deleting a tag does, before it is done. */
export const deletingWords = (count: number): string =>
  count === 0
    ? 'No conversation carries it.'
    : `It goes from the ${count === 1 ? 'conversation' : `${count} conversations`} that ${count === 1 ? 'carries' : 'carry'} it. What their transcripts say of it stays. To keep them together, merge it into another tag instead.`;

export const mergingWords = (name: string, into: string): string =>
  `Whatever is tagged ${name} is tagged ${into} from now on. This cannot be undone.`;
