import { expect, it } from 'vitest';
import {
  findSuppression,
  liftSuppression,
  suppress,
  withoutSuppressed,
} from '../../../../db/mail/outbound/suppressions.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();
const bounce = { reason: 'bounced', detail: 'No such user.' } as const;
const complaint = { reason: 'complained', detail: 'Spam.' } as const;

it('what was reported first stays, unless spam is reported after a bounce', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const kim = { projectId, email: 'kim@example.org' };
  await suppress(db, { ...kim, ...bounce });
  await suppress(db, { ...kim, ...bounce, detail: 'Mailbox full.' });
  expect(await findSuppression(db, kim)).toMatchObject(bounce);
  await suppress(db, { ...kim, ...complaint });
  await suppress(db, { ...kim, ...bounce });
  expect(await findSuppression(db, kim)).toMatchObject(complaint);
});

it('an address is the same one however it is written, and another project’s mail goes on', async () => {
  const { db } = own;
  const [{ projectId }, other] = [await seedConversation(db), await seedConversation(db)];
  await suppress(db, { projectId, email: 'Kim@Example.org', ...bounce });
  expect(await findSuppression(db, { projectId, email: 'KIM@example.org' })).not.toBeNull();
  const emails = ['lee@example.org', 'KIM@example.org', 'ben@example.org'];
  expect(await withoutSuppressed(db, { projectId, emails })).toEqual(['lee@example.org', 'ben@example.org']);
  expect(await withoutSuppressed(db, { projectId: other.projectId, emails })).toEqual(emails);
  await liftSuppression(db, { projectId: other.projectId, email: 'kim@example.org' });
  expect(await findSuppression(db, { projectId, email: 'kim@example.org' })).not.toBeNull();
  await liftSuppression(db, { projectId, email: 'kim@example.ORG' });
  expect(await withoutSuppressed(db, { projectId, emails })).toEqual(emails);
});
