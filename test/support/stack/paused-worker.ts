import { join } from 'node:path';
import { readPidFile } from '../../../launcher/system/pid-file.ts';
import type { RunningProduct } from './running-product.ts';

/** Stops the worker where it stands, unlike a killed one, which the launcher replaces. */
export async function pauseWorker({ dataDir }: Pick<RunningProduct, 'dataDir'>): Promise<{ goOn(): void }> {
  const worker = await readPidFile(join(dataDir, 'run'), 'worker');
  if (!worker) throw new Error('The worker does not run.');
  process.kill(worker.pid, 'SIGSTOP');
  return { goOn: () => void process.kill(worker.pid, 'SIGCONT') };
}
