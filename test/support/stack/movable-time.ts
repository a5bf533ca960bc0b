import { Client, Connection } from '@temporalio/client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConversationId } from '../../../domain/ids.ts';
import { userCacheFolder } from '../../../launcher/node/cache-folder.mjs';
import { findTemporalCli, startTemporal } from '../../../launcher/temporal/temporal.ts';
import { skipTime } from '../people/skip-time.ts';
import { freePort } from './free-port.ts';
import { TIME_MAY_BE_SKIPPED } from './stack.ts';

/** A Temporal of one's own whose workflows need not wait, for a product that is told its address. */
export interface MovableTime extends AsyncDisposable {
  address: string;
  skip(id: ConversationId): Promise<void>;
}

export async function startMovableTime(): Promise<MovableTime> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-time-'));
  const server = await startTemporal({
    cli: await findTemporalCli({ cacheDir: userCacheFolder() }),
    port: await freePort(),
    logFile: join(folder, 'temporal.log'),
    settings: [TIME_MAY_BE_SKIPPED],
  });
  const connection = await Connection.connect({ address: server.address });
  const client = new Client({ connection });
  return {
    address: server.address,
    skip: (id) => skipTime({ client }, id),
    [Symbol.asyncDispose]: async () => {
      await connection.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
