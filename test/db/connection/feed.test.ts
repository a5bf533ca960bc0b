import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { notify, publishDraft, MAX_DRAFT_PIECE, type Change } from '../../../db/connection/feed.ts';
import { listen } from '../../../db/connection/listen.ts';
import { newId, type DraftId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

const withdrawn = (draftId: DraftId) =>
  ({ kind: 'withdrawn', conversationId: 'cnv_feed', draftId }) as const satisfies Change;

/** Somebody who follows what changes, and says when a change of theirs has come. */
async function following() {
  const heard: Change[] = [];
  let connected = 0;
  const listening = await listen(own.url, {
    change: (change) => heard.push(change),
    connected: () => connected++,
  });
  const last = withdrawn(newId('dft'));
  const all = async () => {
    await notify(own.db, last);
    const at = await eventually('the last change', () => {
      const found = heard.findIndex((change) => 'draftId' in change && change.draftId === last.draftId);
      return found >= 0 && { found };
    });
    return heard.slice(0, at.found);
  };
  return { all, connected: () => connected, [Symbol.asyncDispose]: () => listening.stop() };
}

it('what was changed together is told together, when it is done, and what was undone is told to nobody', async () => {
  await using feed = await following();
  const change = () => withdrawn(newId('dft'));
  const [first, second, other, undone] = [change(), change(), change(), change()];
  await own.db.transaction(async (tx) => {
    await notify(tx, first);
    await notify(own.db, other);
    await notify(tx, second);
  });
  await own.db
    .transaction(async (tx) => {
      await notify(tx, undone);
      throw new Error('Undone.');
    })
    .catch(() => {});
  expect(await feed.all()).toEqual([other, first, second]);
});

it('only the draft that its conversation names is read along, a whole piece at a time', async () => {
  await using feed = await following();
  const { projectId } = await seedConversation(own.db);
  const draftId: DraftId = newId('dft');
  const conversationId = await anotherConversation(own.db, { projectId, draftId });
  const text = '🙂'.repeat(MAX_DRAFT_PIECE / 2);
  const piece = { kind: 'draft', conversationId, draftId, offset: 0, text } as const;
  expect(await publishDraft(own.db, { ...piece, draftId: newId('dft') })).toBe(false);
  expect(await publishDraft(own.db, piece)).toBe(true);
  expect(await feed.all()).toEqual([piece]);
});

it('whoever follows is told of every new connection, because what was sent in between is lost', async () => {
  await using feed = await following();
  expect(feed.connected()).toBe(1);
  await own.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen%'`);
  await eventually('the next connection', () => feed.connected() === 2);
  expect(await feed.all()).toEqual([]);
});
