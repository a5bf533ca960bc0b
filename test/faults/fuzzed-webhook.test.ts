import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { startWebhooks } from '../api/mail/webhook-rig.ts';
import { fuzz } from '../support/mail/fuzzed-webhook.ts';

/** Without it the figure would say when the collector last ran. */
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Ten times the bodies may not cost ten times the memory: what stays after the first thousand is caches and pools. */
const MAX_GROWTH = 50_000_000;

it('answers 20,000 broken bodies with 4xx or keeps them, in flat memory', async () => {
  await using rig = await startWebhooks();
  const post = async (raw: string) => (await rig.post('/inbound', null, { raw })).status;
  const run = (bodies: number, seed: number) => fuzz(post, { address: rig.address, bodies, seed });
  const warm = await run(2_000, 1);
  const before = settledMemory();
  const { wrong, statuses, slowestMs } = await run(18_000, 2);
  const grown = settledMemory() - before;
  console.log({ statuses, slowestMs: Math.round(slowestMs), grownMb: Math.round(grown / 1e6) });
  expect([...warm.wrong, ...wrong]).toEqual([]);
  expect(slowestMs).toBeLessThan(5_000);
  expect(grown).toBeLessThan(MAX_GROWTH);
}, 600_000);

function settledMemory(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
