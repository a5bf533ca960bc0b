import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { readPieces } from '../../../../db/files/attachments.ts';
import { storeInboundEmail } from '../../../../db/mail/inbound/inbound-emails.ts';
import { attachments, inboundEmails } from '../../../../db/schema/schema.ts';
import { storedMail } from '../../../support/mail/stored-mail.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();

const file = (name: string, ...pieces: string[]) => ({
  ...{ name, contentType: 'text/plain', size: 1, contentId: null, inline: false, sha256: name },
  pieces: pieces.map((piece) => Buffer.from(piece)),
});

it.each([
  ['id of the provider', 'providerId'],
  ['fingerprint', 'fingerprint'],
] as const)('mails of one %s are one mail, however many arrive at once', async (_name, key) => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const copies = Array.from({ length: 8 }, () => storedMail({ projectId, [key]: `${key} ${projectId}` }));
  const stored = await Promise.all(copies.map((each) => storeInboundEmail(db, each)));
  expect(new Set(stored.map(({ id }) => id)).size).toBe(1);
  expect(await db.$count(inboundEmails, eq(inboundEmails.projectId, projectId))).toBe(1);
});

it('of mails that resemble each other all but the first name an earlier one, however many arrive at once', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const store = (likeness: string | null) => storeInboundEmail(db, storedMail({ projectId, likeness }));
  const alike = await Promise.all(Array.from({ length: 8 }, () => store(projectId)));
  const firsts = alike.filter(({ mayRepeat }) => mayRepeat === null);
  expect(firsts).toHaveLength(1);
  expect(alike.map(({ mayRepeat }) => mayRepeat)).toContain(firsts[0]?.id);
  expect((await store(null)).mayRepeat).toBeNull();
});

it('a mail’s files are kept with it, in their order, and not a second time', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const mail = storedMail({ projectId });
  const files = [file('one.txt', 'a', 'b'), file('two.txt', 'c')];
  for (let times = 0; times < 2; times++) await storeInboundEmail(db, mail, files);
  const rows = await db
    .select()
    .from(attachments)
    .where(eq(attachments.emailId, mail.id))
    .orderBy(attachments.position);
  expect(rows.map(({ name }) => name)).toEqual(['one.txt', 'two.txt']);
  const bytes: string[] = [];
  for await (const piece of readPieces(db, rows[0]!.id)) bytes.push(piece.toString());
  expect(bytes).toEqual(['a', 'b']);
});

it('a mail whose files cannot be kept is not kept either, so that it is asked for again', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const mail = storedMail({ projectId });
  const broken = { ...file('one.txt'), pieces: failing() };
  await expect(storeInboundEmail(db, mail, [broken])).rejects.toThrow('The disk is full.');
  expect(await db.$count(inboundEmails, eq(inboundEmails.id, mail.id))).toBe(0);
});

function* failing(): Generator<Buffer> {
  yield Buffer.from('a');
  throw new Error('The disk is full.');
}
