/**
 * A References header stays below the 998 octets that a line may have, name included (RFC 5322, 2.1.1): not every relay
 * folds it. RFC 5537, 3.4.4 cuts the same way, keeping the first id and the newest.
 */
const MAX_LENGTH = 998 - 'References: \r\n'.length;

/** What may stand between angle brackets; anything else would be syntax. */
const WELL_FORMED = /^[\x21-\x3b\x3d\x3f-\x7e]{3,250}$/;

/**
 * The ids of a thread, oldest first, and the mail's own at the end: a provider that replaces Message-IDs leaves
 * References alone, so that an answer leads back all the same.
 * @param thread Message-IDs of the earlier mails, oldest first, without angle brackets.
 */
export function referencesOf(thread: string[], own: string): string[] {
  const ids = wellFormed(thread).filter((id) => id !== own);
  const [root] = ids;
  if (root === undefined) return [own];
  const kept = [own];
  let left = MAX_LENGTH - lengthOf(root) - lengthOf(own);
  for (const id of ids.slice(1).reverse()) {
    left -= lengthOf(id);
    if (left < 0) break;
    kept.unshift(id);
  }
  return [root, ...kept];
}

/** Every id once, in order. */
export function wellFormed(ids: string[]): string[] {
  return [...new Set(ids)].filter((id) => WELL_FORMED.test(id));
}

/** With its brackets and a space. */
const lengthOf = (id: string) => id.length + 3;
