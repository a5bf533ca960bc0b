import type { BulkName, BulkProgress } from '../../../domain/bulk/bulk.ts';
import { refusals, type RefusalCode } from '../../../domain/errors.ts';
import type { Done } from '../../app/list/bulk-acts.svelte.ts';

interface Words {
  doing: string;
  did: string;
  undid: string;
  /** As in "3 of 200 were not …". */
  not: string;
}

const WORDS: Record<BulkName, Words> = {
  close: { doing: 'Closing', did: 'Closed', undid: 'Opened again', not: 'closed' },
  reopen: { doing: 'Opening', did: 'Opened again', undid: 'Closed', not: 'opened' },
  assign: { doing: 'Assigning', did: 'Assigned', undid: 'Given back', not: 'assigned' },
  takeOver: { doing: 'Taking over', did: 'Took over', undid: 'Given back', not: 'taken over' },
  handBack: { doing: 'Handing back', did: 'Handed back', undid: 'Taken back', not: 'handed back' },
  addTag: { doing: 'Tagging', did: 'Tagged', undid: 'Took the tag off', not: 'tagged' },
  removeTag: { doing: 'Taking the tag off', did: 'Took the tag off', undid: 'Tagged again', not: 'changed' },
  snooze: { doing: 'Snoozing', did: 'Snoozed', undid: 'Woke', not: 'snoozed' },
  unsnooze: { doing: 'Waking', did: 'Woke', undid: 'Snoozed again', not: 'woken' },
  setPriority: { doing: 'Ranking', did: 'Ranked', undid: 'Ranked as before:', not: 'ranked' },
  markSpam: { doing: 'Marking as spam', did: 'Marked as spam:', undid: 'Not spam:', not: 'marked' },
  unmarkSpam: { doing: 'Bringing back', did: 'Not spam:', undid: 'Marked as spam:', not: 'brought back' },
};

const conversationsWords = (count: number): string =>
  count === 1 ? '1 conversation' : `${count} conversations`;

/** What was done, or how far it is. */
export function doneWords(done: Done): string {
  if (done.act === 'unread') {
    const of = conversationsWords(done.ids.length);
    return done.unread ? `Marked ${of} unread` : `Marked ${of} read`;
  }
  const { name, total, done: through, finished, undoes, refused } = done.bulk;
  const { doing, did, undid } = WORDS[name];
  if (!finished) return `${undoes ? 'Undoing' : doing}: ${through} of ${total}`;
  return `${undoes ? undid : did} ${conversationsWords(through - refused.length)}`;
}

/** Which were refused, by reason; null: none. */
export function refusedWords({ name, total, refused, undoes }: BulkProgress): string | null {
  if (refused.length === 0) return null;
  const reasons = new Set(refused.map(({ code }) => reasonOf(code)));
  const verb = refused.length === 1 ? 'was' : 'were';
  const what = undoes ? 'restored' : WORDS[name].not;
  return `${refused.length} of ${total} ${verb} not ${what}: ${[...reasons].join(' ')}`;
}

const reasonOf = (code: RefusalCode) =>
  code === 'conversation_closed' ? 'Closed already.' : refusals[code].words;
