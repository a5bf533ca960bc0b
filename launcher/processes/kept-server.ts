import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { removePidFile, writePidFile } from '../system/pid-file.ts';

interface Running {
  pid: number;
  exited: Promise<void>;
  stop: () => Promise<void>;
}

export interface KeptServer<T extends Running> {
  /** As it was started first; a later one has the same address. */
  first: T;
  stop(): Promise<void>;
  kill(): void;
}

const PAUSE_MS = 1_000;

/** Starts Postgres or Temporal, records it for the next launcher, and starts it again if it goes on its own. */
export async function keepServer<T extends Running>(input: {
  name: string;
  dataDir: string;
  start: () => Promise<T>;
  /** The harshest end that keeps the server's data whole. */
  killSignal: NodeJS.Signals;
  show: (line: string) => void;
}): Promise<KeptServer<T>> {
  const { name, dataDir, show } = input;
  const folder = join(dataDir, 'run');
  let stopping = false;
  const start = async () => {
    const server = await input.start();
    await writePidFile({ folder, name, pid: server.pid });
    return server;
  };
  const first = await start();
  let current: T = first;

  const keep = async () => {
    for (;;) {
      await current.exited;
      while (!stopping) {
        show(`${name} stopped unexpectedly; starting it again. See ${join(dataDir, 'logs', `${name}.log`)}`);
        await sleep(PAUSE_MS);
        if (stopping) return;
        const again = await start().catch((error: Error) => show(error.message));
        if (!again) continue;
        current = again;
        show(`${name} runs again.`);
        break;
      }
      if (stopping) return;
    }
  };
  const kept = keep();

  return {
    first,
    async stop() {
      stopping = true;
      await current.stop();
      await kept;
      await current.stop();
      removePidFile(folder, name);
    },
    kill() {
      stopping = true;
      try {
        process.kill(current.pid, input.killSignal);
      } catch {
        // Gone already.
      }
    },
  };
}
