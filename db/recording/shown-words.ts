import type { Entry } from '../../domain/conversation/entry.ts';
import { previewOf } from '../../domain/text/preview.ts';

/** What the list shows of new entries: the customer's last words, whatever was said to them since; a stranger's only until there are any. */
export function shownEntry(entries: Entry[], before: { preview: string }): Entry | undefined {
  const { entry, isCustomers } = newestWords(entries);
  return isCustomers || !before.preview ? entry : undefined;
}

/** The same before anybody looked at what the list shows now. */
export function wordsAmong(entries: Entry[]): Pick<Entry, 'text' | 'emailId'> & { isCustomers: boolean } {
  const { entry, isCustomers } = newestWords(entries);
  return { text: entry ? previewOf(entry.text) : '', emailId: entry?.emailId ?? null, isCustomers };
}

/** Never the team's own, nor the assistant's: they know what they said. */
function newestWords(entries: Entry[]): { entry: Entry | undefined; isCustomers: boolean } {
  const said = entries.filter(({ kind, author }) => kind === 'message' && OUTSIDE.includes(author.by));
  const customers = said.findLast(({ author }) => author.by === 'customer');
  return { entry: customers ?? said.at(-1), isCustomers: customers !== undefined };
}

const OUTSIDE: Entry['author']['by'][] = ['customer', 'other'];
