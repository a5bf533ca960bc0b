import { watch } from 'node:fs';
import process from 'node:process';
import { BUILD_PARTS, staleParts } from '../build/build-parts.mjs';
import type { Product } from './product.ts';
import { paint, say } from '../terminal/terminal.ts';

/** An editor writes a file in several steps, and a checkout writes many. */
const SETTLED_MS = 150;

/** `npm run dev`: Vite serves the inbox as it is edited, and what else changes is built and started again. */
export async function watchSources(product: Product, { apiPort }: { apiPort: number }): Promise<void> {
  say(`Inbox as it is edited: ${paint('cyan', await serveInbox(apiPort))}\n`);
  let settling: NodeJS.Timeout | undefined;
  let renewed = Promise.resolve();
  const onChange = () => {
    clearTimeout(settling);
    settling = setTimeout(() => (renewed = renewed.then(() => renew(product))), SETTLED_MS);
  };
  for (const path of new Set(watched().flatMap(({ inputs }) => inputs)))
    watch(path, { recursive: true }, onChange);
}

/** The inbox is Vite's, and this very process stays as it is: `npm start` builds both when it is next asked for. */
const WATCHED = ['widget', 'workflows', 'processes'] as const;
const watched = () => BUILD_PARTS.filter(({ name }) => WATCHED.some((each) => each === name));

async function renew(product: Product): Promise<void> {
  const names = staleParts([...WATCHED]).map(({ name }) => name);
  if (names.length === 0) return;
  try {
    await product.renew(names);
    say(`${paint('green', '✓')} ${names.join(', ')}`);
  } catch (error) {
    if (product.isStopping) return;
    // What ran before goes on; the next change is the next try.
    say(paint('red', (error as Error).message));
  }
}

async function serveInbox(apiPort: number): Promise<string> {
  process.env['PORT'] = String(apiPort);
  const { createServer } = await import('vite');
  const server = await createServer({ root: 'web', configFile: 'web/vite.config.ts', logLevel: 'warn' });
  await server.listen();
  return server.resolvedUrls?.local[0] ?? '';
}
