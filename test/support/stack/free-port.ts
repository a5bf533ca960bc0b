import { freePort as anyFreePort, isPortFree } from '../../../launcher/system/ports.ts';

/** Those that `anyFreePort` chooses among by chance, in shares: a port is free for a while before its server listens on it. */
const RANGE = { from: 20_000, to: 32_000 };
const SHARE = 1_000;

const mine = Number(process.env['VITEST_POOL_ID'] ?? NaN);
let next = 0;

/** Within a run nobody else gets it: each of vitest's processes goes through a share of its own. */
export async function freePort(): Promise<number> {
  const from = RANGE.from + (mine - 1) * SHARE;
  if (!(from >= RANGE.from && from + SHARE <= RANGE.to)) return anyFreePort();
  for (;;) {
    const port = from + (next++ % SHARE);
    if (await isPortFree(port)) return port;
  }
}
