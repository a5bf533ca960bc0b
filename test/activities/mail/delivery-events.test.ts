import { expect, it } from 'vitest';
import { claimDelivery, findDelivery, noteAcceptance } from '../../../db/mail/outbound/deliveries.ts';
import { applyDeliveryEvents } from '../../../db/mail/outbound/delivery-events.ts';
import { deliveries } from '../../../db/schema/schema.ts';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import { setUp } from './sending.ts';

it('believes an event about a mail that the provider said it had not taken', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  setup.mailbox.behave({ mode: 'error-500', times: 1 });
  await setup.attempt(id);
  await noteAcceptance(setup.db, id, 'accepted-after-all');
  expect(await setup.send(id)).toEqual({ state: 'sent', attempts: 1 });
  expect(setup.mailbox.ledger()).toEqual([]);
});

it.each(['sending', 'unknown'] as const)(
  'says that nobody knows when a day of trying ended with a mail that was %s',
  async (state) => {
    await using setup = await setUp();
    const id = await setup.reply();
    await claimDelivery(setup.db, { id, from: 'pending', at: new Date() });
    await setup.db.update(deliveries).set({ state, reason: 'We are asking.' });
    const detail = 'The mail provider did not take the mail for a whole day.';
    const at = new Date().toISOString();
    await applyDeliveryEvents(setup.db, [{ deliveryId: id, state: 'failed', detail, at }]);
    expect(await findDelivery(setup.db, id)).toMatchObject({
      state: 'unknown',
      reason: expect.stringMatching(/never said whether/) as string,
    });
  },
);

it('lets the provider’s events have the last word', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  const at = new Date().toISOString();
  setup.mailbox.behave({ mode: 'accept-then-reset', times: 1 });
  await setup.attempt(id);
  await setup.db.transaction((tx) =>
    applyDeliveryEvents(tx, [{ deliveryId: id, state: 'bounced', detail: 'No such user.', at }]),
  );
  await setup.db.transaction((tx) =>
    applyDeliveryEvents(tx, [{ deliveryId: id, state: 'delivered', detail: '', at }]),
  );
  expect(await setup.send(id)).toEqual({ state: 'bounced', attempts: 1 });
  expect(await findDelivery(setup.db, id)).toMatchObject({ state: 'bounced', reason: 'No such user.' });
  const transcript = await readTranscript(setup.db, {
    conversationId: setup.seed.conversationId,
    afterRevision: 1,
  });
  expect(transcript[0]?.delivery?.state).toBe('bounced');
});

it('believes an event that names the mail before the conversation has heard of it', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  setup.mailbox.behave({ mode: 'accept-then-reset', times: 1, indexLagMs: 60_000 });
  await setup.attempt(id);
  const accepted = setup.mailbox.ledger()[0]?.id ?? '';
  await noteAcceptance(setup.db, id, accepted);
  expect(await claimDelivery(setup.db, { id, from: 'unknown', at: new Date() })).toBeNull();
  expect(await setup.send(id)).toMatchObject({ state: 'sent' });
  expect(await findDelivery(setup.db, id)).toMatchObject({ state: 'sent', providerId: accepted });
  expect(setup.mailbox.ledger()).toHaveLength(1);
});
