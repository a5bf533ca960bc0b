import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** For downloads that several checkouts of one user share; `fallback` where there is no usable home. */
export function userCacheFolder(fallback = '.data/cache'): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return [join(base, 'throughline'), fallback].find(canWrite) ?? fallback;
}

/**
 * For what root keeps where an unprivileged server process can reach it. Not a world-writable place such as /var/tmp,
 * where another user could put programs of their own first.
 */
export function sharedFolder(): string {
  const folder = '/var/lib/throughline';
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  if (statSync(folder).uid !== 0) throw new Error(`${folder} must belong to root.`);
  return folder;
}

function canWrite(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
