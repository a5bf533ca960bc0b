import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { scrubAddress } from '../../../db/erasing/scrub-address.ts';
import { customers } from '../../../db/schema/schema.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { messageRow } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();
const ANA = 'ana.b+c@x.example';

it('an address goes wherever it stands: in words, in copies, in events, whatever its case', async () => {
  const { db } = own;
  const { projectId, conversationId, agentId } = await seedConversation(db);
  const event = { kind: 'addressCorrected', agentId, email: ANA } as const;
  const text = `Ask <${ANA.toUpperCase()}>, or ${ANA}.`;
  const row = { projectId, conversationId, seq: 1, text, event, cc: ['lee@example.org', ANA] };
  const id = await insertMessage(db, row);
  expect(await scrubAddress(db, { projectId, address: ANA })).toEqual([conversationId]);
  expect(await messageRow(db, id)).toMatchObject({
    text: 'Ask <erased>, or erased.',
    event: { kind: 'addressCorrected', agentId, email: 'erased' },
    cc: ['lee@example.org', 'erased'],
  });
  expect(await scrubAddress(db, { projectId, address: ANA })).toEqual([]);
});

it.each([
  `di${ANA}`,
  `d.${ANA}`,
  `${ANA}.org`,
  `${ANA}-shop.example`,
  'anaxb+c@x.example',
  'ana.bbc@x.example',
])('the address %s is somebody else’s, and stays', async (text) => {
  const { projectId, conversationId } = await seedConversation(own.db);
  const id = await insertMessage(own.db, { projectId, conversationId, seq: 1, text });
  await scrubAddress(own.db, { projectId, address: ANA });
  expect((await messageRow(own.db, id)).text).toBe(text);
});

it('another project keeps what it knows', async () => {
  const { db } = own;
  const [mine, theirs] = [await seedConversation(db), await seedConversation(db)];
  const { projectId, conversationId } = theirs;
  const id = await insertMessage(db, { projectId, conversationId, seq: 1, text: 'kim@example.org' });
  await scrubAddress(db, { projectId: mine.projectId, address: 'kim@example.org' });
  expect((await messageRow(db, id)).text).toBe('kim@example.org');
  const [kim] = await db.select().from(customers).where(eq(customers.id, theirs.customerId));
  expect(kim?.email).toBe('kim@example.org');
});
