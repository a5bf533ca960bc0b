import type { Source } from './source.ts';

/** Files that a browser saves or draws; what they hold is no page of docs. */
const NO_PAGE =
  /\.(?:png|jpe?g|gif|webp|avif|svg|ico|css|m?js|json|map|woff2?|ttf|eot|mp[34]|webm|ogg|mov|avi|zip|gz|tgz|tar|7z|rar|exe|dmg|pkg|deb|rpm|msi|iso|apk|docx?|xlsx?|pptx?|rss|atom)$/i;

/**
 * Whether a page belongs to a site's docs. The site is the host of its address (with or without TLS). Each line of the filter
 * is the beginning of a path, where `*` stands for anything; one that begins with `!` leaves out. Without a line that takes,
 * everything below the folder of the address is taken.
 */
export function belongsTo({ address, filter }: Pick<Source, 'address' | 'filter'>, page: string): boolean {
  const [start, url] = [new URL(address), new URL(page)];
  if (url.host !== start.host || NO_PAGE.test(url.pathname)) return false;
  const rules = filter
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const path = `${url.pathname}${url.search}`;
  if (rules.some((rule) => rule.startsWith('!') && fits(path, rule.slice(1)))) return false;
  const taking = rules.filter((rule) => !rule.startsWith('!'));
  if (taking.length === 0) return url.href === start.href || path.startsWith(folderOf(start.pathname));
  return taking.some((rule) => fits(path, rule));
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);

/** Without a pattern of its own, whose time could explode: the parts between the stars, in order. */
function fits(path: string, rule: string): boolean {
  const [first = '', ...others] = rule.split('*');
  const begin = first.startsWith('/') || first === '' ? first : `/${first}`;
  if (!path.startsWith(begin)) return false;
  let at = begin.length;
  for (const part of others) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return true;
}
