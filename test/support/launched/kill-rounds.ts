import { setTimeout as sleep } from 'node:timers/promises';
import { identify } from '../../../launcher/system/process-identity.ts';
import { eventually } from '../eventually.ts';
import type { LaunchedProduct } from './launched-product.ts';
import { recordedOf, type Visitor } from './visitor.ts';

/** Milliseconds since the kill until a message written right after it was there. */
export interface Back {
  accepted: number;
  recorded: number;
  seen: number;
}

/** Whoever dies younger may be broken: the launcher would wait before it starts it once more (`restart-pause.ts`). */
const GROWN_UP_MS = 2_500;

/** Kills a process with -9, and waits until a visitor who writes at once has all of it back, and it has worked for a while. */
export async function killOnce(
  product: LaunchedProduct,
  name: 'api' | 'worker',
  visitor: Visitor,
): Promise<Back> {
  const killed = product.pid(name);
  const from = performance.now();
  const since = () => Math.round(performance.now() - from);
  process.kill(killed, 'SIGKILL');
  // Nobody writes in that very moment: browsers know by then that their connections are gone.
  await eventually('its end', async () => !(await identify(killed)));
  const id = await visitor.say();
  const accepted = since();
  const looks = [
    eventually('the message to have its row', async () => (await recordedOf(product, [id])).length > 0),
    visitor.sees(id),
  ].map((look) => look.then(since));
  // Nobody looks any more when the product is stopped.
  await Promise.allSettled(looks);
  const [recorded = NaN, seen = NaN] = await Promise.all(looks);
  await eventually(`another ${name}`, () => product.pid(name) !== killed);
  await sleep(GROWN_UP_MS);
  return { accepted, recorded, seen };
}
