import type { PageContext } from '../../domain/inbox/views.ts';
import { MAX_LOCALE, MAX_PAGE_TITLE, MAX_PAGE_URL, MAX_TIME_ZONE } from '../../domain/limits.ts';
import { shorten } from '../../domain/text/shorten.ts';

/** Where the visitor is, within the limits of the api. What follows `#` never leaves the browser. */
export function pageContext(): Omit<PageContext, 'browser'> {
  return {
    url: shorten(location.href.replace(/#.*$/s, ''), MAX_PAGE_URL),
    title: shorten(document.title, MAX_PAGE_TITLE),
    locale: shorten(navigator.language, MAX_LOCALE),
    timeZone: shorten(Intl.DateTimeFormat().resolvedOptions().timeZone, MAX_TIME_ZONE),
  };
}
