import { expect, it } from 'vitest';
import { fuzz } from '../../support/mail/fuzzed-webhook.ts';
import { startWebhooks } from './webhook-rig.ts';

it('answers hundreds of broken bodies with 4xx or keeps them, and works as before afterwards', async () => {
  await using rig = await startWebhooks();
  const post = async (raw: string) => (await rig.post('/inbound', null, { raw })).status;
  const { wrong, statuses } = await fuzz(post, { address: rig.address, bodies: 400, seed: 1 });
  expect(wrong).toEqual([]);
  expect(statuses[200]).toBeGreaterThan(40);
  expect(statuses[400]).toBeGreaterThan(40);
  const events = await fuzz(async (raw) => (await rig.post('/events', null, { raw })).status, {
    address: rig.address,
    bodies: 150,
    seed: 2,
  });
  expect(events.wrong).toEqual([]);
});
