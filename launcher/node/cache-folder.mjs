import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** For downloads that several checkouts of one user share; `fallback` where there is no usable home. */
export function userCacheFolder(fallback = '.data/cache') {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return [join(base, 'throughline'), fallback].find(canWrite) ?? fallback;
}

function canWrite(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
