import { eventually } from '../eventually.ts';
import type { LaunchedProduct } from './launched-product.ts';
import { recordedOf, type Visitor } from './visitor.ts';

/** Milliseconds since the kill until a message written right after it was there. */
export interface Back {
  accepted: number;
  recorded: number;
  seen: number;
}

/** Kills a process with -9, and waits until a visitor who writes at once has all of it back. */
export async function killOnce(
  product: LaunchedProduct,
  name: 'api' | 'worker',
  visitor: Visitor,
): Promise<Back> {
  const killed = product.pid(name);
  const from = performance.now();
  const since = () => Math.round(performance.now() - from);
  process.kill(killed, 'SIGKILL');
  const id = await visitor.say();
  const accepted = since();
  const [recorded, seen] = await Promise.all([
    eventually('the message to have its row', async () => (await recordedOf(product, [id])).length > 0).then(
      since,
    ),
    visitor.sees(id).then(since),
  ]);
  await eventually(`another ${name}`, () => product.pid(name) !== killed);
  return { accepted, recorded, seen };
}
