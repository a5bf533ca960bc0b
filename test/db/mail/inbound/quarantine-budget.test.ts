import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { ArrivedFile } from '../../../../db/mail/inbound/inbound-emails.ts';
import { quarantineWithinBudget } from '../../../../db/mail/inbound/quarantine-budget.ts';
import { listOverBudget, wantMail } from '../../../../db/mail/inbound/mails-over-budget.ts';
import { setIgnored } from '../../../../db/mail/inbound/quarantine.ts';
import { inboundEmails, mailsOverBudget } from '../../../../db/schema/schema.ts';
import { storedMail } from '../../../support/mail/stored-mail.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();
const KEPT_AN_HOUR = 30;

const FILE = {
  name: 'a.txt',
  contentType: 'text/plain',
  size: 1,
  contentId: null,
  inline: false,
  sha256: 'a',
};

type Parts = Partial<typeof inboundEmails.$inferInsert>;

/** A project into whose quarantine one domain has already brought as many mails as are kept of an hour. */
async function flooded() {
  const { db } = own;
  const seed = await seedConversation(db);
  const { projectId } = seed;
  const mail = (parts: Parts = {}) => ({
    ...storedMail({ projectId, ...parts }),
    quarantine: parts.quarantine ?? ('no_match' as const),
  });
  const arrive = (parts: Parts = {}, files: ArrivedFile[] = []) =>
    quarantineWithinBudget(db, mail(parts), files);
  const kept = Array.from({ length: KEPT_AN_HOUR }, () => mail());
  await db.insert(inboundEmails).values(kept);
  return { ...seed, arrive, kept };
}

it('of a domain’s flood a line each is kept, and one row stands for all of an hour', async () => {
  const { arrive } = await flooded();
  const first = await arrive({ fromEmail: 'a@example.org', subject: 'One' });
  const second = await arrive({ fromEmail: 'b@example.org', subject: 'Two' });
  expect(first).toMatchObject({ quarantine: 'over_budget', fromEmail: '@example.org', replyText: '' });
  expect(second).toMatchObject({ id: first.id, more: 1 });
  expect(await listOverBudget(own.db, first.id)).toMatchObject([{ subject: 'One' }, { subject: 'Two' }]);
});

it('the same mail over a budget is counted once', async () => {
  const { arrive, kept } = await flooded();
  const again = { providerId: 'the same', fingerprint: 'the same' };
  const first = await arrive(again);
  expect(await arrive(again)).toMatchObject({ id: first.id, more: 0 });
  const { providerId, fingerprint, id } = kept[0]!;
  expect(await arrive({ providerId, fingerprint })).toMatchObject({ id, quarantine: 'no_match' });
});

it('a flood loses nobody else’s mail: another domain’s, proven mail, or what strangers cannot fill', async () => {
  const { arrive } = await flooded();
  expect((await arrive({ fromEmail: 'kim@elsewhere.example' })).quarantine).toBe('no_match');
  expect((await arrive({ verdict: 'unverified' })).quarantine).toBe('no_match');
  expect((await arrive({ quarantine: 'agent_not_member' })).quarantine).toBe('agent_not_member');
  expect((await arrive()).quarantine).toBe('over_budget');
});

it('there is room again when the hour is over', async () => {
  const { arrive, projectId } = await flooded();
  const receivedAt = new Date(Date.now() - 3_700_000);
  await own.db.update(inboundEmails).set({ receivedAt }).where(eq(inboundEmails.projectId, projectId));
  expect((await arrive()).quarantine).toBe('no_match');
});

it('a mail that an agent wants is kept whole when it comes again, and its row goes with the last', async () => {
  const { arrive, projectId } = await flooded();
  const [one, other] = [{ providerId: `${projectId} one` }, { providerId: `${projectId} other` }];
  const { id: emailId } = await arrive(one);
  await arrive(other);
  const theirs = await seedConversation(own.db);
  expect(await wantMail(own.db, { ...theirs, emailId, ...one })).toBe(false);
  for (const each of [one, other]) {
    expect(await wantMail(own.db, { projectId, emailId, ...each })).toBe(true);
    const whole = await arrive(each);
    expect(whole).toMatchObject({ quarantine: 'no_match', replyText: 'How do I start it?' });
  }
  expect(await own.db.$count(mailsOverBudget, eq(mailsOverBudget.projectId, projectId))).toBe(0);
  expect(await own.db.$count(inboundEmails, eq(inboundEmails.id, emailId))).toBe(0);
});

it('the line of a mail that cannot be kept whole stays until it can', async () => {
  const { arrive, projectId } = await flooded();
  const mail = { providerId: `${projectId} one` };
  const { id: emailId } = await arrive(mail);
  await wantMail(own.db, { projectId, emailId, ...mail });
  const files = [{ ...FILE, pieces: failing() }];
  await expect(arrive(mail, files)).rejects.toThrow('The disk is full.');
  expect(await listOverBudget(own.db, emailId)).toMatchObject([{ ...mail, wanted: true }]);
  await arrive(mail);
  expect(await listOverBudget(own.db, emailId)).toEqual([]);
});

it('news bring a flood back that was set aside', async () => {
  const { arrive, projectId, agentId } = await flooded();
  const { id } = await arrive();
  await setIgnored(own.db, { projectId, id, by: agentId });
  expect(await arrive()).toMatchObject({ id, ignoredAt: null, ignoredBy: null, more: 1 });
});

function* failing(): Generator<Buffer> {
  yield Buffer.from('a');
  throw new Error('The disk is full.');
}
