import { CAN_BE, type Filter, type FilterName } from '../../domain/search/search.ts';
import type { InboxSort } from '../../domain/search/inbox-query.ts';

const FILTER_NAMES: Record<FilterName, string> = {
  is: 'Is',
  assignee: 'Assignee',
  tag: 'Tag',
  channel: 'Channel',
  before: 'Before',
  after: 'Since',
  from: 'From',
  has: 'Has',
  priority: 'Priority',
};

const VALUES: Record<string, string> = {
  'assignee me': 'you',
  'assignee none': 'nobody',
  'has file': 'a file',
};

/** A filter as a chip says it. */
export const filterWords = ({ on, value }: Filter) => ({
  name: FILTER_NAMES[on],
  value: VALUES[`${on} ${value}`] ?? value,
});

export const SORT_WORDS: Record<InboxSort, string> = {
  newest: 'Newest',
  oldest: 'Oldest',
  waiting: 'Longest waiting',
};

/** What the filter menu offers by itself; everything else is typed into the box. */
export const OFFERED: readonly Filter[] = [
  ...CAN_BE.map((value) => ({ on: 'is' as const, value })),
  { on: 'assignee', value: 'me' },
  { on: 'assignee', value: 'none' },
  { on: 'channel', value: 'email' },
  { on: 'channel', value: 'chat' },
  { on: 'has', value: 'file' },
];
