import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { readPieces } from '../../../../db/files/attachments.ts';
import { storeInboundEmail } from '../../../../db/mail/inbound/inbound-emails.ts';
import { attachments, inboundEmails } from '../../../../db/schema/schema.ts';
import { storedMail } from '../../../support/mail/stored-mail.ts';
import { seedConversation } from '../../../support/people/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();

const file = (name: string, ...pieces: string[]) => ({
  ...{ name, contentType: 'text/plain', size: 1, contentId: null, inline: false, sha256: name },
  pieces: pieces.map((piece) => Buffer.from(piece)),
});

it.each(['providerId', 'fingerprint'] as const)(
  'mails of one %s are one mail, however many arrive at once',
  async (key) => {
    const { db } = own;
    const { projectId } = await seedConversation(db);
    const copies = Array.from({ length: 8 }, () => storedMail({ projectId, [key]: `${key} ${projectId}` }));
    const stored = await Promise.all(copies.map((each) => storeInboundEmail(db, each)));
    expect(new Set(stored.map(({ id }) => id)).size).toBe(1);
    expect(await db.$count(inboundEmails, eq(inboundEmails.projectId, projectId))).toBe(1);
  },
);

it('a mail that resembles an earlier one names it, and one that resembles none names none', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const likeness = projectId;
  const [one, other] = await Promise.all(
    [1, 2].map(() => storeInboundEmail(db, storedMail({ projectId, likeness }))),
  );
  expect([one?.mayRepeat, other?.mayRepeat].toSorted()).toEqual(
    [null, one?.mayRepeat ? other?.id : one?.id].toSorted(),
  );
  expect((await storeInboundEmail(db, storedMail({ projectId }))).mayRepeat).toBeNull();
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
