import { setTimeout as sleep } from 'node:timers/promises';
import { launchProduct } from '../../support/launched/launched-product.ts';
import { round, type Measured } from '../measure.ts';
import { memoryOf } from './memory-of.ts';

/** Nobody does anything: what still changes is what the processes give back, at their first quiet moment. */
const LOOK_EVERY_MS = 15_000;
const STILL_MB = 2;

/**
 * Everything that `npm start` runs, once it rests, against Temporal's and Postgres's own share of it: so much is what the product
 * stands on. The proportional share (PSS) of memory that processes have in common, so that the sum counts it once.
 */
export async function memoryIdle(): Promise<Measured> {
  await using product = await launchProduct();
  const all = () => memoryOf(product.pid('launcher'));
  for (let before = Infinity, now = all(); Math.abs(before - now) > STILL_MB;) {
    await sleep(LOOK_EVERY_MS);
    [before, now] = [now, all()];
  }
  const [value, reference] = [all(), memoryOf(product.pid('temporal')) + memoryOf(product.pid('postgres'))];
  return { value: round(value), reference: round(reference), ratio: round(value / reference), unit: 'MB' };
}
