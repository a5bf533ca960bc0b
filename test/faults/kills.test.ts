import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { killOnce, type Back } from '../support/launched/kill-rounds.ts';
import { launchProduct } from '../support/launched/launched-product.ts';
import { openWidget, recordedOf } from '../support/launched/visitor.ts';

const VISITORS = 16;
const KILLS = 10;
/** Each may say twelve things a minute. */
const SAYS_EVERY_MS = 5_500;
/** Ten kills in a minute. */
const KILLS_EVERY_MS = 6_000;

function shown(what: string, backs: Back[]): string {
  const of = (name: keyof Back) => {
    const times = backs.map((back) => back[name]).sort((a, b) => a - b);
    return `${name} again after ${times[Math.floor(times.length / 2)]} ms (at most ${times.at(-1)} ms)`;
  };
  return `${what} killed ${backs.length} times: ${of('accepted')}, ${of('seen')}, ${of('recorded')}`;
}

/** How often each was said. */
function tally(words: string[]): Record<string, number> {
  return Object.fromEntries(
    [...new Set(words)].map((word) => [word, words.filter((each) => each === word).length]),
  );
}

it.each(['api', 'worker'] as const)(
  'ten kills of the %s in a minute, under sixteen visitors: none sees an error, nothing is lost or doubled, and hardly a send is tried twice',
  async (name) => {
    await using product = await launchProduct();
    const [probe, ...visitors] = await Promise.all(
      Array.from({ length: VISITORS + 1 }, () => openWidget(product)),
    );
    const over = new AbortController();
    const chats = visitors.map(async (visitor, index) => {
      const pause = (ms: number) => sleep(ms, undefined, { signal: over.signal }).catch(() => undefined);
      await pause((index * SAYS_EVERY_MS) / VISITORS);
      for (; !over.signal.aborted; await pause(SAYS_EVERY_MS)) await visitor.say();
    });

    const backs: Back[] = [];
    while (backs.length < KILLS) {
      const next = sleep(KILLS_EVERY_MS);
      backs.push(await killOnce(product, name, probe!));
      await next;
    }
    over.abort();
    await Promise.all(chats);

    const sent = visitors.flatMap((visitor) => visitor.sent);
    const retried = sent.filter(({ tries }) => tries > 1);
    console.log(
      `${shown(name, backs)}; ${retried.length} of ${sent.length} sends retried`,
      tally(visitors.flatMap(({ failures }) => failures)),
    );
    expect(visitors.flatMap(({ refused }) => refused)).toEqual([]);
    const ids = sent.map(({ id }) => id);
    await eventually(
      'everything to be recorded',
      async () => (await recordedOf(product, ids)).length >= ids.length,
    );
    expect((await recordedOf(product, ids)).sort()).toEqual([...ids].sort());
    expect(retried.length / sent.length).toBeLessThanOrEqual(0.1);
  },
);
