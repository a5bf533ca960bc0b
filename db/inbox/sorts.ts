import { asc, desc, sql, type SQL } from 'drizzle-orm';
import type { ConversationId } from '../../domain/ids.ts';
import type { InboxLane } from '../../domain/inbox/views.ts';
import type { InboxSort } from '../../domain/search/inbox-query.ts';
import { waitingFrom } from '../schema/base/conversations.ts';
import { conversations } from '../schema/schema.ts';
import { isRising } from './lanes.ts';

/** Where a page ended: by its last row the next one begins, whatever was said meanwhile. */
export interface Cursor {
  escalatedAgain: boolean;
  lastMessageAt: string;
  waitingSince?: string | null | undefined;
  id: ConversationId;
}

interface Sorted {
  lane: InboxLane;
  sort: InboxSort;
}

/** By what a list is sorted; an index has the same columns. */
function columnsOf({ lane, sort }: Sorted) {
  const { escalatedAgain, lastMessageAt, id } = conversations;
  if (sort === 'waiting') return [waitingFrom(conversations), id];
  return sort === 'newest' && isRising(lane) ? [escalatedAgain, lastMessageAt, id] : [lastMessageAt, id];
}

export const inOrder = (sorted: Sorted): SQL[] =>
  columnsOf(sorted).map((column) => (sorted.sort === 'newest' ? desc(column) : asc(column)));

/** Compared as one, so that an index answers it. */
export function behind({ escalatedAgain, lastMessageAt, waitingSince, id }: Cursor, sorted: Sorted): SQL {
  const columns = sql.join(columnsOf(sorted), sql`, `);
  const time = (iso: string) => sql`${new Date(iso).toISOString()}::timestamptz, ${id}`;
  if (sorted.sort === 'waiting')
    return sql`(${columns}) > (${waitingSince ? time(waitingSince) : sql`'infinity'::timestamptz, ${id}`})`;
  if (sorted.sort === 'oldest') return sql`(${columns}) > (${time(lastMessageAt)})`;
  const place = isRising(sorted.lane)
    ? sql`${escalatedAgain}::boolean, ${time(lastMessageAt)}`
    : time(lastMessageAt);
  return sql`(${columns}) < (${place})`;
}

/** Whether a row stands among the first so many of a list: the index ends there, and a page that is full ends earlier. */
export function isUpTo({ which, count, ...sorted }: Sorted & { which: SQL | undefined; count: number }): SQL {
  const columns = sql.join(columnsOf(sorted), sql`, `);
  const [way, end] =
    sorted.sort === 'newest'
      ? [sql`>=`, sql`'-infinity'::timestamptz, ''`]
      : [sql`<=`, sql`'infinity'::timestamptz, '~'`];
  const last = columnsOf(sorted).length > 2 ? sql`false, ${end}` : end;
  return sql`(${columns}) ${way} (select * from ((
    select ${columns} from ${conversations} where ${which}
    order by ${sql.join(inOrder(sorted), sql`, `)} offset ${count} limit 1
  ) union all select ${last}) as place limit 1)`;
}
