import { expect, it } from 'vitest';
import {
  countQuarantine,
  findQuarantined,
  listQuarantine,
  placeEmail,
  releaseEmail,
  setIgnored,
} from '../../../../db/mail/inbound/quarantine.ts';
import { inboundEmails } from '../../../../db/schema/schema.ts';
import type { EmailId } from '../../../../domain/ids.ts';
import { storedMail } from '../../../support/mail/stored-mail.ts';
import { anotherConversation } from '../../../support/rows/another-conversation.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();

async function keeping() {
  const { db } = own;
  const seed = await seedConversation(db);
  const { projectId } = seed;
  const keep = async (parts: Partial<typeof inboundEmails.$inferInsert> = {}) => {
    const email = storedMail({ projectId, quarantine: 'no_match', ...parts });
    await db.insert(inboundEmails).values(email);
    return email.id;
  };
  const listed = async (ignored = false) =>
    (await listQuarantine(db, { projectId, ignored })).map(({ id }) => id);
  const which = (id: EmailId) => ({ projectId, id });
  return { ...seed, keep, listed, which };
}

it('a mail leaves the quarantine when its conversation has heard of it, and can then be put nowhere else', async () => {
  const { keep, listed, which, conversationId, agentId } = await keeping();
  const id = await keep();
  const place = { ...which(id), conversationId, agentId };
  expect(await placeEmail(own.db, place)).toMatchObject({ conversationId, placedBy: agentId });
  expect(await listQuarantine(own.db, { ...which(id), ignored: false })).toMatchObject([
    { id, unfinished: true },
  ]);
  await releaseEmail(own.db, which(id));
  expect(await listed()).toEqual([]);
  expect(await placeEmail(own.db, place)).toBeNull();
});

it('while an agent puts a mail into one conversation, nobody puts it into another', async () => {
  const { keep, which, projectId, conversationId, agentId } = await keeping();
  const id = await keep();
  const other = await anotherConversation(own.db, { projectId });
  const place = (where: typeof other) => placeEmail(own.db, { ...which(id), conversationId: where, agentId });
  expect(await place(conversationId)).not.toBeNull();
  expect(await place(other)).toBeNull();
  expect(await place(conversationId)).not.toBeNull();
});

it('a mail that somebody set aside waits in a list of its own, and is counted no longer', async () => {
  const { keep, listed, which, projectId, agentId, conversationId } = await keeping();
  const id = await keep();
  expect(await setIgnored(own.db, { ...which(id), by: agentId })).toBe(true);
  expect([await listed(), await listed(true), await countQuarantine(own.db, projectId)]).toEqual([
    [],
    [id],
    0,
  ]);
  expect(await setIgnored(own.db, { ...which(id), by: null })).toBe(true);
  expect([await listed(), await listed(true), await countQuarantine(own.db, projectId)]).toEqual([
    [id],
    [],
    1,
  ]);
  await setIgnored(own.db, { ...which(id), by: agentId });
  await placeEmail(own.db, { ...which(id), conversationId, agentId });
  expect(await listed()).toEqual([id]);
});

it('another project’s mail, and mail that was accepted, is nobody’s to look at here', async () => {
  const [mine, theirs] = [await keeping(), await keeping()];
  const foreign = mine.which(await theirs.keep());
  const accepted = mine.which(await mine.keep({ quarantine: null }));
  for (const each of [foreign, accepted]) {
    expect(await findQuarantined(own.db, each)).toBeNull();
    expect(await setIgnored(own.db, { ...each, by: mine.agentId })).toBe(false);
    expect(await placeEmail(own.db, { ...each, ...mine })).toBeNull();
  }
  expect(await mine.listed()).toEqual([]);
});

it('a mail’s page shows its words and headers whole, and whatever its sender made of them', async () => {
  const { keep, which } = await keeping();
  const Headers = [{ Name: 'X', Value: 'y'.repeat(5_000) }, null, 'junk', { Name: 'only' }];
  const id = await keep({ quotedText: '> Hello', payload: { Headers } });
  const found = await findQuarantined(own.db, which(id));
  expect(found).toMatchObject({ text: 'How do I start it?\n\n> Hello', reason: 'no_match', claims: null });
  expect(found?.headers).toEqual([{ name: 'X', value: 'y'.repeat(4_000) }]);
  const broken = await keep({ payload: { Headers: 'junk' } });
  expect((await findQuarantined(own.db, which(broken)))?.headers).toEqual([]);
});
