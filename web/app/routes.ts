import type { ArticleId, ConversationId, CustomerId, EmailId, Id } from '../../domain/ids.ts';
import { isInboxPage } from '../../domain/inbox-sections.ts';
import { INBOX_LANES, type InboxLane } from '../../domain/inbox/views.ts';

export type Route =
  | { page: 'inbox' }
  | { page: 'conversation'; id: ConversationId }
  | { page: 'quarantine'; id: EmailId | null }
  | { page: 'customers'; id: CustomerId | null }
  | { page: 'docs' }
  | { page: 'team' }
  | { page: 'join'; token: string }
  | { page: 'article'; id: ArticleId }
  | { page: 'settings' }
  | { page: 'account' }
  | { page: 'projects' }
  | { page: 'email' }
  | { page: 'audit' }
  | { page: 'hours' }
  | { page: 'webhooks' }
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
  if (more.length > 0 || !isInboxPage(pathname)) return { page: 'missing' };
  if (second === undefined) return page(first);
  if (first === 'conversations' && isId('cnv', second)) return { page: 'conversation', id: second };
  if (first === 'quarantine' && isId('eml', second)) return { page: 'quarantine', id: second };
  if (first === 'customers' && isId('cus', second)) return { page: 'customers', id: second };
  if (first === 'docs' && isId('art', second)) return { page: 'article', id: second };
  const tab = TABS.find((each) => each === second);
  if (first === 'settings' && tab) return { page: tab };
  if (first === 'account' && second === 'notifications') return { page: second };
  if (first === 'sign-in' && second === 'forgotten') return { page: 'forgottenPassword' };
  if (first === 'sign-in' && second === 'new-password') return { page: 'newPassword' };
  if (first === 'join') return { page: 'join', token: second };
  return { page: 'missing' };
}

const TABS = ['email', 'audit', 'hours', 'webhooks', 'attributes'] as const;
const PAGES = ['docs', 'team', 'settings', 'account', 'projects'] as const;

function page(name: string): Route {
  if (name === '' || name === 'inbox') return { page: 'inbox' };
  if (name === 'quarantine' || name === 'customers') return { page: name, id: null };
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

export function lanePath(lane: InboxLane): string {
  return `/${laneQuery(lane)}`;
}

export function conversationPath(id: ConversationId, lane: InboxLane): string {
  return `/conversations/${id}${laneQuery(lane)}`;
}

export const quarantinePath = (id?: EmailId) => (id ? `/quarantine/${id}` : '/quarantine');

export const customersPath = (id?: CustomerId) => (id ? `/customers/${id}` : '/customers');

export const articlePath = (id: ArticleId) => `/docs/${id}`;

const laneQuery = (lane: InboxLane) => (lane === FIRST_LANE ? '' : `?lane=${lane}`);

/** Where to go after signing in: back to where one wanted to be, never to another site. */
export function returnPath(url: URL): string {
  const next = url.searchParams.get('next') ?? '/';
  // As a browser would read it, which leaves out tabs and line ends.
  const to = URL.canParse(next, url) ? urlOf(next, url) : null;
  if (!next.startsWith('/') || to?.origin !== url.origin || to.pathname.startsWith('/sign-in')) return '/';
  return to.pathname + to.search + to.hash;
}
