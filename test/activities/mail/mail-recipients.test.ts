import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { createDelivery, findDelivery } from '../../../db/mail/outbound/deliveries.ts';
import { customers, deliveries } from '../../../db/schema/schema.ts';
import { suppress } from '../../../db/mail/outbound/suppressions.ts';
import { newId } from '../../../domain/ids.ts';
import { mail, setUp } from './sending.ts';

it('fails at once, in words, for an address that does not accept mail', async () => {
  await using setup = await setUp();
  const { customerId } = setup.seed;
  await setup.db.update(customers).set({ email: 'inactive@example.org' }).where(eq(customers.id, customerId));
  const id = await setup.reply();
  expect(await setup.send(id)).toEqual({ state: 'failed', attempts: 1 });
  expect((await findDelivery(setup.db, id))?.reason).toMatch(/does not accept mail/);
  expect(setup.mailbox.ledger()).toEqual([]);
});

it('says that the customer gets nothing when the provider mails only the copies', async () => {
  await using setup = await setUp();
  const { customerId } = setup.seed;
  await setup.db.update(customers).set({ email: 'inactive@example.org' }).where(eq(customers.id, customerId));
  const id = await setup.reply('Try it.', { cc: ['ben@example.org'] });
  expect(await setup.send(id)).toMatchObject({ state: 'failed' });
  expect(await findDelivery(setup.db, id)).toMatchObject({
    state: 'failed',
    reason: expect.stringMatching(/does not accept mail.*copies left/i) as string,
  });
});

it('calls a mail sent although one in copy takes none', async () => {
  await using setup = await setUp();
  const id = await setup.reply('Try it.', { cc: ['inactive@example.org'] });
  expect(await setup.send(id)).toMatchObject({ state: 'sent' });
});

const stopped = { reason: 'bounced', detail: 'No such user.' } as const;

it('mails nobody in copy whose address bounced', async () => {
  await using setup = await setUp();
  const { projectId } = setup.seed;
  await suppress(setup.db, { projectId, email: 'ben@example.org', ...stopped });
  const id = await setup.reply('Try it.', { cc: ['ben@example.org', 'lee@example.org'] });
  await setup.send(id);
  expect(setup.mailbox.ledger()).toMatchObject([{ to: 'kim@example.org', cc: 'lee@example.org' }]);
});

it('sends a mail nobody knows of no second time to an address that bounced meanwhile', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  setup.mailbox.behave({ mode: 'reset-before-accept', times: 1 });
  await setup.attempt(id);
  await suppress(setup.db, { projectId: setup.seed.projectId, email: 'kim@example.org', ...stopped });
  expect(await setup.send(id)).toMatchObject({ state: 'unknown' });
  expect(setup.mailbox.ledger()).toEqual([]);
});

it('leaves a message without a known address undelivered', async () => {
  await using setup = await setUp();
  const { conversationId } = setup.seed;
  expect(
    await createDelivery(setup.db, {
      deliveryId: newId('dlv'),
      messageIds: [newId('msg')],
      conversationId,
      mail,
    }),
  ).toBe(false);
  expect(await setup.db.select().from(deliveries)).toEqual([]);
  expect(await setup.send(newId('dlv'))).toEqual({ state: 'failed', attempts: 1 });
});
