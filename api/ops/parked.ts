import { listParked } from '../../db/conversation/parked.ts';
import type { ParkedEntry } from '../../domain/conversation/parked-entry.ts';
import { previewOf } from '../../domain/text/preview.ts';
import type { Verb } from './verb.ts';

export const parked: Verb = {
  takes: '',
  does: 'lists what could not be recorded and waits, oldest first',
  run: async ({ db, say, remark }) => {
    const entries = await listParked(db);
    for (const entry of entries) say(lineOf(entry));
    if (entries.length === 0) remark('Everything is recorded: nothing waits.');
    return true;
  },
};

/** The id first, so that a script can cut it off. */
function lineOf({ id, conversationId, at, author, kind, text, error }: ParkedEntry): string {
  const what = [author, kind].filter(Boolean).join(' ');
  return `${id}  ${conversationId}  ${at}  ${what}${text ? `: “${previewOf(text, 60)}”` : ''}  ${previewOf(error, 200)}`;
}
