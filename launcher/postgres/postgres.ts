import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../system/ports.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { makeCluster } from './postgres-cluster.ts';
import { clusterFolder } from './postgres-folder.ts';
import { stopLeftBehindPostgres } from './postgres-left-behind.ts';
import { launchPostgres } from './postgres-server.ts';
import { postgresUser } from '../system/unprivileged-user.ts';
import { enterable } from '../system/private-files.ts';

export interface RunningPostgres {
  /** Of the database `throughline`. */
  url: string;
  port: number;
  pid: number;
  /** Where the cluster really lies: not always under `dataDir`. */
  folder: string;
  /** Resolves when the server has gone, whoever ended it. */
  exited: Promise<void>;
  stop: () => Promise<void>;
}

export interface PostgresOptions {
  dataDir: string;
  /** Of the superuser, given at the first start and the same at every later one. */
  password: string;
  /** Default: a free one. */
  port?: number;
  /** Default: `dataDir`/postgres.log. */
  logFile?: string;
  /** False for tests: fast, and lost when the machine loses power. */
  durable?: boolean;
  maxConnections?: number;
}

/** Starts the cluster under `dataDir`, made at the first start, on the loopback address only. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { dataDir, password, durable = true, maxConnections = 100 } = options;
  if (!existsSync(dataDir)) {
    mkdirSync(dataDir, { recursive: true });
    chmodSync(dataDir, enterable(0o700));
  }
  const user = postgresUser();
  const binaries = postgresBinaries({ forOtherUser: user !== null });
  const folder = clusterFolder({ dataDir, user });
  await makeCluster({ folder, password, binaries, user, durable });
  await stopLeftBehindPostgres(folder);
  const port = options.port ?? (await freePort());
  const logFile = options.logFile ?? join(dataDir, 'postgres.log');
  const args = ['-D', folder, ...serverSettings({ port, durable, maxConnections })];
  const server = await launchPostgres({ program: binaries.postgres, args, user, logFile, port, password });
  return { ...server, port, folder };
}

/**
 * For one installation on one machine, whose file cache holds what these do not: of the usual 128 MB of buffers each page that was
 * ever read stays. Three processes that read ahead, and one for replicas that are none, are spared.
 */
const SMALL = { shared_buffers: '32MB', io_method: 'sync', max_logical_replication_workers: 0, jit: 'off' };

/**
 * A refused statement is logged by whoever sent it, without its values. The server's own line would quote them: in the message,
 * in DETAIL, as the statement and as its parameters.
 */
const NO_WORDS = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
};

function serverSettings(input: { port: number; durable: boolean; maxConnections: number }): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: input.port,
    unix_socket_directories: '',
    max_connections: input.maxConnections,
    // What was erased is gone with its file; see `compact-postgres.ts`.
    wal_recycle: 'off',
    ...SMALL,
    ...NO_WORDS,
    ...(input.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
