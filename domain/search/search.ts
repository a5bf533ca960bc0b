/** What a conversation can be, asked for by `is:`. */
export const CAN_BE = ['open', 'closed', 'waiting', 'snoozed', 'unread', 'unassigned', 'spam'] as const;
export type CanBe = (typeof CAN_BE)[number];

/** The channels as people call them. */
export const CHANNEL_WORDS = ['email', 'chat'] as const;
export type ChannelWord = (typeof CHANNEL_WORDS)[number];

/** What `has:` asks for. */
export const CAN_HAVE = ['file'] as const;
export type CanHave = (typeof CAN_HAVE)[number];

/** One operator of the box, one chip below it. Dates are `2026-11-30`, whole days in UTC: `before` ends before it, `after` begins with it. */
export type Filter =
  | { on: 'is'; value: CanBe }
  | { on: 'channel'; value: ChannelWord }
  | { on: 'has'; value: CanHave }
  | { on: 'assignee' | 'tag' | 'from' | 'priority' | 'before' | 'after'; value: string };

export type FilterName = Filter['on'];

/** What somebody looks for: every word, and every filter. Of one filter given several times see `ALTERNATIVES`. */
export interface Search {
  words: string[];
  filters: Filter[];
}

/** A conversation has one of these at a time: asked for twice, either will do. Of everything else it has to have all. */
export const ALTERNATIVES: readonly FilterName[] = ['assignee', 'channel', 'priority'];

/** The states among what a conversation can be, of which it has one at a time. */
export const STATES = ['open', 'closed', 'waiting', 'snoozed'] as const satisfies readonly CanBe[];

export const NOTHING_SOUGHT: Search = { words: [], filters: [] };

export const isSearching = ({ words, filters }: Search): boolean => words.length + filters.length > 0;

/** As long as somebody types in earnest; more is not read. */
export const MAX_SEARCH = 400;
