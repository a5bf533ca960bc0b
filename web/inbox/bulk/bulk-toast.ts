import type { BulkActs } from '../../app/list/bulk-acts.svelte.ts';
import type { Toast } from '../../app/toasts.svelte.ts';
import { doneWords, refusedWords } from './bulk-words.ts';

/** What is said of an act on many conversations while it goes on and at its end; null: nothing. */
export function bulkToast({
  done,
  failure,
  undo,
  putAway,
}: Pick<BulkActs, 'done' | 'failure' | 'undo' | 'putAway'>): Toast | null {
  if (failure) return { words: failure.words, failed: true, gone: putAway };
  if (!done) return null;
  const refused = done.act === 'command' ? refusedWords(done.bulk) : null;
  const undoable = done.act === 'unread' ? done.unread : !done.bulk.undoes;
  return {
    words: refused ? `${doneWords(done)}. ${refused}` : doneWords(done),
    failed: refused !== null,
    ongoing: done.act === 'command' && !done.bulk.finished,
    ...(undoable && { undo: () => undo(done) }),
    gone: putAway,
  };
}
