import { z } from 'zod';
import { INBOX_LANES } from '../../../domain/inbox/views.ts';
import { FIRST_SORT, INBOX_SORTS } from '../../../domain/search/inbox-query.ts';
import { MAX_SEARCH } from '../../../domain/search/search.ts';

/** What a list shows, as the inbox asks for it. */
export const inboxQuery = {
  lane: z.enum(INBOX_LANES),
  search: z.string().max(MAX_SEARCH).default(''),
  sort: z.enum(INBOX_SORTS).default(FIRST_SORT),
};
