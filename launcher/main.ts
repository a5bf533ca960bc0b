import process from 'node:process';
import { becomeLauncher } from './start/launcher-lock.ts';
import { Product } from './start/product.ts';
import { loadSettings } from './start/settings.ts';
import { paint, say } from './terminal/terminal.ts';
import { watchParent } from './processes/watch-parent.ts';

/** npm passes a Ctrl-C on to a process that already had it from the terminal: one key press, two signals. */
const SAME_KEY_PRESS_MS = 1_000;

async function main(): Promise<void> {
  const settings = loadSettings();
  const lock = await becomeLauncher(settings.dataDir);
  const product = new Product(settings);
  stopOnSignals(product, lock);
  try {
    await product.start();
    if (process.argv.includes('--watch')) {
      const { watchSources } = await import('./start/watch.ts');
      await watchSources(product, { apiPort: settings.ports.api });
    }
  } catch (error) {
    await fail(product, error);
  }
}

function stopOnSignals(product: Product, lock: Awaited<ReturnType<typeof becomeLauncher>>): void {
  let since: number | null = null;
  const stop = async () => {
    if (since !== null) {
      if (Date.now() - since < SAME_KEY_PRESS_MS) return;
      say(paint('yellow', '\nEnding everything at once.'));
      product.kill();
      process.exit(130);
    }
    since = Date.now();
    say('\nStopping. Press Ctrl-C again to end at once.');
    await lock.leaving();
    await product.stop();
    lock.gone();
    say('Stopped. Everything is kept for the next start.');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  void watchParent(() => void stop());
}

async function fail(product: Product, error: unknown): Promise<void> {
  // A stop in the middle of a start makes the start fail; the stop is already on its way.
  if (product.isStopping) return;
  await product.stop();
  throw error;
}

try {
  await main();
} catch (error) {
  console.error(`\n${paint('red', (error as Error).message)}`);
  process.exit(1);
}
