import type { VisitedPage } from '../../../domain/presence/visited-page.ts';
import type { AgentDoes } from '../../../domain/presence/present.ts';
import { elapsed } from '../../app/time.ts';

export const atConversation = 'Who else is here';

export function doesWords(name: string, does: AgentDoes | 'writes'): string {
  if (does === 'looks') return `${name} is looking at this`;
  return does === 'notes' ? `${name} is typing a note` : `${name} is typing`;
}

export const collisionWords = (name: string): string =>
  `You and ${name} both write a reply. Whoever sends second sees the first one before theirs can leave.`;

/** How a page is shown: only one of the web is a link, whatever a widget said. */
export function visitedOf({ url, title }: VisitedPage): { title: string; path: string; href: string | null } {
  const page = URL.canParse(url) ? new URL(url) : null;
  const isWeb = page?.protocol === 'https:' || page?.protocol === 'http:';
  if (!page || !isWeb) return { title: title || 'a page', path: '', href: null };
  return { title: title || page.host, path: page.pathname, href: page.href };
}

/** `since 3 min`. */
export function sinceWords(since: string, now: number): string {
  const span = elapsed(since, now);
  return span === 'now' ? 'just now' : `since ${span}`;
}
