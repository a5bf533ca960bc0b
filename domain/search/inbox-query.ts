import type { InboxLane } from '../inbox/views.ts';

/** In what order a list stands. `waiting`: who waits longest for a human first, then whoever does not wait. */
export const INBOX_SORTS = ['newest', 'oldest', 'waiting'] as const;
export type InboxSort = (typeof INBOX_SORTS)[number];

export const FIRST_SORT: InboxSort = 'newest';

/** What a list shows. `search` is text as `printSearch` writes it. */
export interface InboxQuery {
  lane: InboxLane;
  search: string;
  sort: InboxSort;
}

export const isSameQuery = (a: InboxQuery, b: InboxQuery): boolean =>
  a.lane === b.lane && a.search === b.search && a.sort === b.sort;
