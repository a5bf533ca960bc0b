import { setTimeout as sleep } from 'node:timers/promises';
import { tailOf } from '../system/log-file.ts';
import { runProgram } from '../system/programs.ts';
import { startServer } from '../processes/server-process.ts';

export { findTemporalCli } from './temporal-cli.ts';

export interface RunningTemporal {
  /** Host and port, as clients want it. */
  address: string;
  /** Null without a `uiPort`. */
  uiUrl: string | null;
  pid: number;
  /** Resolves when the server has gone, whoever ended it. */
  exited: Promise<void>;
  stop: () => Promise<void>;
}

export interface TemporalOptions {
  /** The `temporal` program. */
  cli: string;
  port: number;
  /** Without it the server runs headless. */
  uiPort?: number;
  /** Without it everything lives in memory. */
  dbFile?: string;
  logFile: string;
  namespace?: string;
  /** More of the server's own settings, each as `name=value`. */
  settings?: string[];
}

/** Queues take projects in turn. */
const FAIRNESS = ['matching.useNewMatcher=true', 'matching.enableFairness=true'];

/**
 * Go collects when what it keeps has doubled: 31 MB at rest, and 126 after a burst of chats. At half of that the burst leaves 97,
 * and the server's time for a message stayed what it was (15 to 18 ms either way).
 */
const COLLECT_SOONER = { GOGC: '50' };

const START_DEADLINE_MS = 60_000;

/** Starts Temporal's development server on the loopback address; ready when its namespace answers. */
export async function startTemporal(options: TemporalOptions): Promise<RunningTemporal> {
  const { cli, port, uiPort, dbFile, logFile, namespace = 'default', settings = [] } = options;
  const server = startServer({
    program: cli,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error'],
      ...['--namespace', namespace],
      ...[...FAIRNESS, ...settings].flatMap((setting) => ['--dynamic-config-value', setting]),
      ...(uiPort ? ['--ui-port', String(uiPort)] : ['--headless']),
      ...(dbFile ? ['--db-filename', dbFile] : []),
    ],
    logFile,
    stopSignal: 'TERM',
    env: COLLECT_SOONER,
  });
  const address = `127.0.0.1:${port}`;
  const deadline = Date.now() + START_DEADLINE_MS;
  while (!(await namespaceAnswers({ cli, address, namespace }))) {
    if (!server.hasExited() && Date.now() < deadline) {
      await sleep(100);
      continue;
    }
    const what = server.hasExited() ? 'stopped while starting' : 'did not become ready';
    await server.stop();
    throw new Error(`Temporal ${what}:\n${tailOf(logFile)}`);
  }
  const uiUrl = uiPort ? `http://127.0.0.1:${uiPort}` : null;
  return { address, uiUrl, pid: server.pid, exited: server.exited, stop: server.stop };
}

async function namespaceAnswers(input: {
  cli: string;
  address: string;
  namespace: string;
}): Promise<boolean> {
  const args = [
    'operator',
    'namespace',
    'describe',
    '--address',
    input.address,
    '--namespace',
    input.namespace,
  ];
  return (await runProgram(input.cli, args, { timeoutMs: 5_000 })).ok;
}
