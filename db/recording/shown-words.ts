import type { Entry } from '../../domain/conversation/entry.ts';
import { previewOf } from '../../domain/text/preview.ts';

/** What the list shows of new entries: the customer's last words, whatever was said to them since. */
export const shownEntry = (entries: Entry[]): Entry | undefined =>
  entries.findLast(({ kind, author }) => kind === 'message' && author.by === 'customer');

/** The same as one statement writes it; a mail's words are in its row. */
export function wordsAmong(entries: Entry[]): Pick<Entry, 'text' | 'emailId'> & { isCustomers: boolean } {
  const entry = shownEntry(entries);
  return {
    text: entry ? previewOf(entry.text) : '',
    emailId: entry?.emailId ?? null,
    isCustomers: entry !== undefined,
  };
}
