/** Enough of a webhook's address to tell it from others: what follows the host is its secret. */
export function shownAddress(url: string): string {
  const { host, pathname, search } = new URL(url);
  const secret = pathname + search;
  return secret.length > 12 ? `${host}/…${secret.slice(-3)}` : `${host}/…`;
}
