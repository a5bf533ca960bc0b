/** A page of somebody's site, as the team may see it. */
export interface VisitedPage {
  /** Of http or https, without a password and without what follows `#`. */
  url: string;
  title: string;
}

/** What is told about a page stays far below what one announcement of the database holds. */
const MAX_PATH = 300;
const MAX_QUERY = 80;
const MAX_TITLE = 120;

/** What a widget says of its page, made fit to be shown; null: it is no page of the web. */
export function readVisitedPage(given: { url: string; title: string }): VisitedPage | null {
  if (!URL.canParse(given.url)) return null;
  const { protocol, origin, pathname, search } = new URL(given.url);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  const query = search.length > MAX_QUERY ? '' : search;
  const title = given.title.replace(/\s+/g, ' ').trim();
  return {
    url: origin + whole(pathname, MAX_PATH) + query,
    title: [...title].slice(0, MAX_TITLE).join(''),
  };
}

/** Cut where no escape is cut in two. */
const whole = (path: string, most: number): string => path.slice(0, most).replace(/%[\da-f]?$/i, '');
