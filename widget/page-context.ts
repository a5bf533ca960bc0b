import type { PageContext } from '../domain/views.ts';

/** Where the visitor is, within the limits of the api. What follows `#` never leaves the browser. */
export function pageContext(): Omit<PageContext, 'browser'> {
  return {
    url: location.href.replace(/#.*$/s, '').slice(0, 2_000),
    title: document.title.slice(0, 300),
    locale: navigator.language.slice(0, 35),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone.slice(0, 60),
  };
}
