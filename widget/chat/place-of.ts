/** What a citation opens: an address of the web, or one of the installation that this file came from. */
export const placeOf = (url: string): string => new URL(url, import.meta.url).href;
