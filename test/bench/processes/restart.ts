import { killOnce } from '../../support/launched/kill-rounds.ts';
import { launchProduct } from '../../support/launched/launched-product.ts';
import { openWidget } from '../../support/launched/visitor.ts';
import { compareFew, type Measured } from '../measure.ts';
import { bareStart } from './bare-start.ts';

const ROUNDS = 10;

/**
 * From `kill -9` of the worker until a message sent right after it has its row, against the bare start of a process that has
 * Temporal's worker polling for one empty workflow.
 */
export async function restartWorker(): Promise<Measured> {
  await using product = await launchProduct();
  const visitor = await openWidget(product);
  return await compareFew(ROUNDS, {
    product: async () => (await killOnce(product, 'worker', visitor)).recorded,
    reference: () => bareStart('worker', product.temporal.address),
  });
}

/**
 * From `kill -9` of the api until a message that is insisted on as the widget does is accepted, against the bare start of a
 * process that serves HTTP and is connected with Temporal's client.
 */
export async function restartApi(): Promise<Measured> {
  await using product = await launchProduct();
  const visitor = await openWidget(product);
  return await compareFew(ROUNDS, {
    product: async () => (await killOnce(product, 'api', visitor)).accepted,
    reference: () => bareStart('api', product.temporal.address),
  });
}
