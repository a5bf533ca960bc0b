import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../../db/migrate.ts';
import { startPostgres } from '../../../launcher/postgres/postgres.ts';
import { removeCluster } from './forget-cluster.ts';

/** A Postgres that a test may stop, kill and start again. */
export interface OwnPostgres extends AsyncDisposable {
  url: string;
  /** No process of it gets a turn any more: connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

export async function startOwnPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-postgres-'));
  // Root's Postgres runs as another user, who must be able to enter.
  chmodSync(folder, 0o755);
  const options = { dataDir: join(folder, 'postgres'), password: 'test', maxConnections: 60 };
  let server = await startPostgres(options);
  const { port, url } = server;
  await migrate(url);
  const all = (signal: NodeJS.Signals) => family(server.pid).forEach((pid) => process.kill(pid, signal));
  return {
    url,
    freeze: () => all('SIGSTOP'),
    thaw: () => all('SIGCONT'),
    kill: async () => {
      all('SIGKILL');
      await server.exited;
    },
    restart: async () => {
      server = await startPostgres({ ...options, port });
    },
    [Symbol.asyncDispose]: async () => {
      await server.stop();
      removeCluster(server.folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The server and every process it has begun. */
function family(pid: number): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=']).toString().trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  return [pid, ...pairs.flatMap(([child = 0, parent]) => (parent === pid ? [child] : []))];
}
