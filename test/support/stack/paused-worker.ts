import type { LaunchedProduct } from '../launched/launched-product.ts';

/** Stops the worker where it stands, unlike a killed one, which the launcher replaces. */
export function pauseWorker(product: Pick<LaunchedProduct, 'pid'>): { goOn(): void } {
  const worker = product.pid('worker');
  process.kill(worker, 'SIGSTOP');
  return { goOn: () => void process.kill(worker, 'SIGCONT') };
}
