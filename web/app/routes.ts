import type {
  ArticleId,
  ConversationId,
  CustomerId,
  EmailId,
  GapId,
  Id,
  RuleId,
  SavedReplyId,
} from '../../domain/ids.ts';
import { isInboxPage } from '../../domain/inbox-sections.ts';
import { INBOX_LANES, type InboxLane } from '../../domain/inbox/views.ts';
import { FIRST_SORT, INBOX_SORTS, type InboxQuery } from '../../domain/search/inbox-query.ts';
import { parseSearch, printSearch } from '../../domain/search/search-text.ts';

export type Route =
  | { page: 'inbox' }
  | { page: 'conversation'; id: ConversationId }
  | { page: 'quarantine'; id: EmailId | null }
  | { page: 'savedReplies'; id: SavedReplyId | null }
  | { page: 'rules'; id: RuleId | null }
  | { page: 'newConversation' }
  | { page: 'customers'; id: CustomerId | null }
  | { page: 'docs' }
  | { page: 'gaps'; id: GapId | null }
  | { page: 'corrections' }
  | { page: 'team' }
  | { page: 'reports' }
  | { page: 'assistant' }
  | { page: 'join'; token: string }
  | { page: 'article'; id: ArticleId }
  | { page: 'settings' }
  | { page: 'account' }
  | { page: 'projects' }
  | { page: 'email' }
  | { page: 'audit' }
  | { page: 'model' }
  | { page: 'hours' }
  | { page: 'webhooks' }
  | { page: 'tags' }
  | { page: 'attributes' }
  | { page: 'notifications' }
  | { page: 'signIn' }
  | { page: 'forgottenPassword' }
  | { page: 'newPassword' }
  | { page: 'missing' };

/** Everything at once; the other lanes are a choice. */
export const FIRST_LANE: InboxLane = 'all';

export function matchRoute(pathname: string): Route {
  const [first = '', second, ...more] = pathname.split('/').filter(Boolean);
  if (first === 'settings' && second === 'rules') return rules(more);
  if (more.length > 0 || !isInboxPage(pathname)) return { page: 'missing' };
  if (second === undefined) return page(first);
  if (first === 'conversations' && isId('cnv', second)) return { page: 'conversation', id: second };
  if (first === 'quarantine' && isId('eml', second)) return { page: 'quarantine', id: second };
  if (first === 'customers' && isId('cus', second)) return { page: 'customers', id: second };
  if (first === 'docs' && isId('art', second)) return { page: 'article', id: second };
  if (first === 'gaps') return second === 'corrections' ? { page: second } : gap(second);
  if (first === 'saved-replies' && isId('srp', second)) return { page: 'savedReplies', id: second };
  const tab = TABS.find((each) => each === second);
  if (first === 'settings' && tab) return { page: tab };
  if (first === 'account' && second === 'notifications') return { page: second };
  if (first === 'sign-in' && second === 'forgotten') return { page: 'forgottenPassword' };
  if (first === 'sign-in' && second === 'new-password') return { page: 'newPassword' };
  if (first === 'join') return { page: 'join', token: second };
  return { page: 'missing' };
}

function rules([id, ...more]: string[]): Route {
  if (id === undefined) return { page: 'rules', id: null };
  return more.length === 0 && isId('rul', id) ? { page: 'rules', id } : { page: 'missing' };
}

const gap = (id: string): Route => (isId('gap', id) ? { page: 'gaps', id } : { page: 'missing' });

const TABS = ['tags', 'email', 'audit', 'hours', 'model', 'webhooks', 'attributes'] as const;
const PAGES = ['docs', 'assistant', 'reports', 'team', 'settings', 'account', 'projects'] as const;

function page(name: string): Route {
  if (name === '' || name === 'inbox') return { page: 'inbox' };
  if (name === 'quarantine' || name === 'customers') return { page: name, id: null };
  if (name === 'gaps') return { page: 'gaps', id: null };
  if (name === 'saved-replies') return { page: 'savedReplies', id: null };
  if (name === 'new') return { page: 'newConversation' };
  if (PAGES.some((each) => each === name)) return { page: name as (typeof PAGES)[number] };
  return name === 'sign-in' ? { page: 'signIn' } : { page: 'missing' };
}

function isId<Prefix extends string>(prefix: Prefix, text: string): text is Id<Prefix> {
  return text.startsWith(`${prefix}_`) && /^[0-9a-z]{16,32}$/.test(text.slice(prefix.length + 1));
}

/** An address as it is now; navigation makes a new one. */
export const urlOf = (href: string, base?: URL): URL => new URL(href, base);

export function laneOf(url: URL): InboxLane {
  const lane = url.searchParams.get('lane');
  return INBOX_LANES.find((each) => each === lane) ?? FIRST_LANE;
}

/** What the list shows by its address: the lane, the search as text, the order. */
export function queryOf(url: URL): InboxQuery {
  const sort = url.searchParams.get('sort');
  return {
    lane: laneOf(url),
    search: printSearch(parseSearch(url.searchParams.get('q') ?? '')),
    sort: INBOX_SORTS.find((each) => each === sort) ?? FIRST_SORT,
  };
}

export const lanePath = (lane: InboxLane) => listPath(inLane(lane));

export const listPath = (query: InboxQuery) => `/${parametersOf(query)}`;

/** `at`: the message it opens at, by its number. */
export function conversationPath(
  id: ConversationId,
  where: InboxLane | InboxQuery,
  at?: number | null,
): string {
  const query = typeof where === 'string' ? inLane(where) : where;
  return `/conversations/${id}${parametersOf(query, at)}`;
}

/** Which message an address of a conversation opens at. */
export function placeOf(url: URL): number | null {
  const at = Number(url.searchParams.get('at'));
  return Number.isInteger(at) && at > 0 ? at : null;
}

export const inLane = (lane: InboxLane): InboxQuery => ({ lane, search: '', sort: FIRST_SORT });

export const quarantinePath = (id?: EmailId) => (id ? `/quarantine/${id}` : '/quarantine');

export const savedReplyPath = (id: SavedReplyId | null) => (id ? `/saved-replies/${id}` : '/saved-replies');

export const rulePath = (id: RuleId | null) => (id ? `/settings/rules/${id}` : '/settings/rules');

export const NEW_CONVERSATION = '/new';
/** @param query which customers the list beside it has */
export function customersPath(id?: CustomerId, query?: { search: string; filter: string }): string {
  const words = new URLSearchParams({
    ...(query?.search && { q: query.search }),
    ...(query && query.filter !== 'all' && { only: query.filter }),
  });
  return (id ? `/customers/${id}` : '/customers') + (words.size > 0 ? `?${words}` : '');
}

export const articlePath = (id: ArticleId) => `/docs/${id}`;

export const gapPath = (id: GapId | null) => (id ? `/gaps/${id}` : '/gaps');

/** Where an article is written for a gap. */
export const draftPath = (id: ArticleId, gap: GapId) => `${articlePath(id)}?gap=${gap}`;

/** What changed in an article since then. @param at ISO 8601 */
export const changesPath = (id: ArticleId, at: string) =>
  `${articlePath(id)}?since=${encodeURIComponent(at)}`;

/** @returns ISO 8601; null: nobody asks for changes. */
export function sinceOf(url: URL): string | null {
  const at = url.searchParams.get('since') ?? '';
  return Number.isNaN(Date.parse(at)) ? null : at;
}

/** For which gap an article is written; null: for none. */
export function gapOf(url: URL): GapId | null {
  const id = url.searchParams.get('gap') ?? '';
  return isId('gap', id) ? id : null;
}

function parametersOf({ lane, search, sort }: InboxQuery, at?: number | null): string {
  const parameters = new URLSearchParams({
    ...(lane !== FIRST_LANE && { lane }),
    ...(search && { q: search }),
    ...(sort !== FIRST_SORT && { sort }),
    ...(at && { at: String(at) }),
  }).toString();
  return parameters && `?${parameters}`;
}

/** Where to go after signing in: back to where one wanted to be, never to another site. */
export function returnPath(url: URL): string {
  const next = url.searchParams.get('next') ?? '/';
  // As a browser would read it, which leaves out tabs and line ends.
  const to = URL.canParse(next, url) ? urlOf(next, url) : null;
  if (!next.startsWith('/') || to?.origin !== url.origin || to.pathname.startsWith('/sign-in')) return '/';
  return to.pathname + to.search + to.hash;
}
