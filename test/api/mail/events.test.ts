import { expect, it } from 'vitest';
import { createDelivery } from '../../../db/mail/outbound/deliveries.ts';
import { Refusal } from '../../../domain/errors.ts';
import { newId, type DeliveryId } from '../../../domain/ids.ts';
import { startWebhooks } from './webhook-rig.ts';

async function startWithDelivery() {
  const rig = await startWebhooks();
  const deliveryId: DeliveryId = newId('dlv');
  const messageId = await rig.seed.say({ by: 'agent', agentId: rig.seed.agentId }, 'Try it.');
  await createDelivery(rig.db, {
    deliveryId,
    messageIds: [messageId],
    conversationId: rig.seed.conversationId,
    mail: rig.mail,
  });
  const event = (parts: Record<string, unknown>) => ({
    MessageID: 'provider-id',
    MessageStream: 'outbound',
    Metadata: { delivery: deliveryId },
    ...parts,
  });
  return { ...rig, deliveryId, event };
}

it('tells the conversation what became of its mail', async () => {
  await using rig = await startWithDelivery();
  const { deliveryId } = rig;
  const Description = 'The server was unable to deliver your message.';
  await rig.post('/events', rig.event({ RecordType: 'Delivery' }));
  await rig.post('/events', rig.event({ RecordType: 'Bounce', ID: 4, Type: 'HardBounce', Description }));
  await rig.post('/events', rig.event({ RecordType: 'SpamComplaint', Type: 'SpamComplaint' }));
  expect(rig.signals.map(({ name, conversationId, input }) => ({ name, conversationId, ...input }))).toEqual(
    [
      { id: 'Delivery:provider-id', state: 'delivered', detail: '', hard: false },
      { id: 'Bounce:provider-id:4', state: 'bounced', detail: Description, hard: true },
      { id: 'SpamComplaint:provider-id', state: 'complained', detail: '', hard: true },
    ].map((news) => ({ name: 'mailEvent', conversationId: rig.seed.conversationId, deliveryId, ...news })),
  );
});

it('tells a hard bounce apart from the soft one before it, and a repetition from neither', async () => {
  await using rig = await startWithDelivery();
  const soft = rig.event({ RecordType: 'Bounce', ID: 4, Type: 'SoftBounce' });
  const hard = rig.event({ RecordType: 'Bounce', ID: 5, Type: 'HardBounce' });
  for (const event of [soft, hard, hard]) await rig.post('/events', event);
  const [first, second, third] = rig.signals.map(({ input }) => (input as { id: string }).id);
  expect(second).not.toBe(first);
  expect(third).toBe(second);
});

it('answers and ignores what is no news about one of our deliveries', async () => {
  await using rig = await startWithDelivery();
  const ignored = [
    rig.event({ RecordType: 'Open' }),
    rig.event({ RecordType: 'Bounce', Type: 'AutoResponder' }),
    rig.event({ RecordType: 'Bounce', Type: 'Transient' }),
    rig.event({ RecordType: 'Delivery', Metadata: { delivery: newId('dlv') } }),
    rig.event({ RecordType: 'Delivery', Metadata: { delivery: 7 } }),
    rig.event({ RecordType: 'Delivery', Metadata: null }),
    rig.event({ RecordType: 'Bounce', Type: 'HardBounce', Email: 'in.copy@example.net' }),
    rig.event({ RecordType: 'Delivery', Recipient: 'in.copy@example.net' }),
  ];
  for (const event of ignored) {
    expect(await rig.post('/events', event)).toEqual({ status: 200, body: { result: 'ignored' } });
  }
  expect(rig.signals).toEqual([]);
});

it('asks for an event again that could not be told', async () => {
  await using rig = await startWithDelivery();
  rig.road.failure = new Refusal('try_again');
  expect((await rig.post('/events', rig.event({ RecordType: 'Delivery' }))).status).toBe(503);
});

it('refuses a wrong secret and what is no event', async () => {
  await using rig = await startWithDelivery();
  const event = rig.event({ RecordType: 'Delivery' });
  expect((await rig.post('/events', event, { secret: 'wrong' })).status).toBe(401);
  expect((await rig.post('/events', { ...event, RecordType: 5 })).status).toBe(400);
  expect((await rig.post('/events', null, { raw: 'x'.repeat(1_000_001) })).status).toBe(413);
});
