import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Product } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';

const PEOPLE = 20;
/** Each of them asks this often, a second apart. */
const ROUNDS = 12;

let product: Product;
let visits: Awaited<ReturnType<typeof beginVisit>>[];

beforeAll(async () => {
  product = await startProduct();
  visits = await Promise.all(Array.from({ length: PEOPLE }, () => beginVisit(product)));
  for (const visit of visits) await visit.say('How do I start it?');
});
afterAll(() => product?.[Symbol.asyncDispose]());

/** How long nineteen of twenty calls take at most, in milliseconds, while twenty people chat. */
async function chatting(): Promise<number> {
  const took: number[] = [];
  const person = async ({ visitor }: (typeof visits)[number]) => {
    for (let round = 0; round < ROUNDS; round++) {
      const began = performance.now();
      await visitor.conversation.query();
      took.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 1_000));
    }
  };
  await Promise.all(visits.map(person));
  return took.sort((a, b) => a - b)[Math.floor(took.length * 0.95)]!;
}

it('nobody notices one client with five hundred streams and batches of seven hundred calls', async () => {
  await chatting();
  const quiet = await chatting();
  const before = process.memoryUsage().rss;
  const script = fileURLToPath(new URL('../support/faults/exhaust.mjs', import.meta.url));
  const client = fork(script, [product.url, product.widgetKey], { execArgv: [] });
  try {
    await once(client, 'message');
    const attacked = await chatting();
    const grown = (process.memoryUsage().rss - before) / 1_048_576;
    console.log({ quiet, attacked, grown });
    expect(client.exitCode).toBeNull();
    expect(attacked).toBeLessThan(Math.max(2 * quiet, 50));
    expect(grown).toBeLessThan(250);
  } finally {
    client.disconnect();
  }
});
