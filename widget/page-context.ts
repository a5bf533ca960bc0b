import type { PageContext } from '../domain/views.ts';
import { shorten } from '../domain/shorten.ts';

/** Where the visitor is, within the limits of the api. What follows `#` never leaves the browser. */
export function pageContext(): Omit<PageContext, 'browser'> {
  return {
    url: shorten(location.href.replace(/#.*$/s, ''), 2_000),
    title: shorten(document.title, 300),
    locale: shorten(navigator.language, 35),
    timeZone: shorten(Intl.DateTimeFormat().resolvedOptions().timeZone, 60),
  };
}
