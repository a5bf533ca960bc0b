const TARGET = /^(?:https?:\/\/|mailto:|tel:)[^\s<>"]+$/i;

/** Where a link leads, if that can be followed and its words do not say so themselves; null otherwise. */
export function shownTarget({ href, text }: { href: string; text: string }): string | null {
  const target = href.trim();
  const said = text.trim();
  if (said === '' || !TARGET.test(target)) return null;
  const bare = bareTarget(target);
  return bare === '' || bareTarget(said).includes(bare) ? null : target;
}

/** Without what mail programs add to an address that somebody typed. */
const bareTarget = (target: string) =>
  target
    .toLowerCase()
    .replace(/^(?:https?:\/\/|mailto:|tel:)(?:www\.)?/, '')
    .replace(/^mailto:|^www\./, '')
    .replace(/\?.*$/, (query) => (target.startsWith('mailto:') ? '' : query))
    .replace(/\/$/, '');
