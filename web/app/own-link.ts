import { matchRoute } from './routes.ts';

type Link = Pick<HTMLAnchorElement, 'origin' | 'pathname' | 'hash' | 'target'> & {
  hasAttribute(name: string): boolean;
};

/**
 * Whether a link leads to a page of this app. Everything else is the browser's: files, raw mails and whatever the api
 * serves beside the app, other sites, places within the page. Only the app's own routes are asked, so nothing that the
 * api learns to serve can be swallowed.
 */
export function isOwnLink(link: Link, origin: string): boolean {
  if (link.origin !== origin || link.target || link.hash || link.hasAttribute('download')) return false;
  return matchRoute(link.pathname).page !== 'missing';
}
