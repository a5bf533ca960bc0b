import { listUnplaced } from '../../db/mail/inbound/unplaced-mails.ts';
import type { Verb } from './verb.ts';

export const unplaced: Verb = {
  takes: '',
  does: 'lists mail that may have been for a deleted project: its id at the mail provider, when, why',
  run: async ({ db, say, remark }) => {
    const mails = await listUnplaced(db);
    for (const { providerId, receivedAt, why } of mails)
      say(`${providerId}  ${receivedAt.toISOString()}  ${why}`);
    remark(mails.length === 0 ? 'There is none.' : 'What they say is at the mail provider, by that id.');
    return true;
  },
};
