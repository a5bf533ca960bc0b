import type { ArticleId, TagId } from '../../ids.ts';

/** One pair of what the assistant would have said and what an agent said, without the words. */
export interface ComparedPair {
  /** What it is about: the conversation's tags, else the first article that the assistant cited; empty: nothing shows it. */
  topics: { id: TagId | ArticleId; name: string; by: 'tag' | 'article' }[];
  /** As measured, or as an agent says; null: the assistant would have asked for a person. */
  agrees: boolean | null;
}

export interface TopicAgreement {
  /** A tag's or an article's id; null: about nothing that has a name. */
  id: TagId | ArticleId | null;
  name: string | null;
  by: 'tag' | 'article' | null;
  /** Pairs in which both had words. */
  compared: number;
  agreed: number;
  /** Questions that the assistant would have left to a person. */
  left: number;
}

/** Fewer pairs than this tell nothing: two more could turn nine of ten into three of four. */
export const LEAST_COMPARED = 10;

/** In percent; null: there are too few to tell. */
export const rateOf = ({ compared, agreed }: Pick<TopicAgreement, 'compared' | 'agreed'>): number | null =>
  compared < LEAST_COMPARED ? null : Math.round((100 * agreed) / compared);

/** All together, and by topic: the one with the most pairs first. A pair with two tags counts for both. */
export function summarizeAgreement(pairs: readonly ComparedPair[]): {
  all: TopicAgreement;
  topics: TopicAgreement[];
} {
  const topics = new Map<string | null, TopicAgreement>();
  for (const pair of pairs) {
    const about = pair.topics.length > 0 ? pair.topics : [NOTHING];
    for (const { id, name, by } of about) {
      const known = topics.get(id) ?? { id, name, by, ...NONE };
      topics.set(id, counted(known, pair));
    }
  }
  const sorted = [...topics.values()].toSorted(
    (one, other) => sizeOf(other) - sizeOf(one) || (one.name ?? '').localeCompare(other.name ?? ''),
  );
  return { all: pairs.reduce<TopicAgreement>(counted, { ...NOTHING, ...NONE }), topics: sorted };
}

const NOTHING = { id: null, name: null, by: null };
const NONE = { compared: 0, agreed: 0, left: 0 };

const counted = (topic: TopicAgreement, { agrees }: ComparedPair): TopicAgreement => ({
  ...topic,
  compared: topic.compared + (agrees === null ? 0 : 1),
  agreed: topic.agreed + (agrees ? 1 : 0),
  left: topic.left + (agrees === null ? 1 : 0),
});

const sizeOf = ({ compared, left }: TopicAgreement): number => compared + left;
