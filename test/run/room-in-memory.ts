import { accessSync, constants, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import process from 'node:process';

/** Linux's folder that is memory. */
const IN_MEMORY = '/dev/shm';

/** A whole run has at most a small part of it there at once. */
const NEEDED_BYTES = 6 * 1024 ** 3;

/**
 * Where databases and browsers of tests keep what nobody needs tomorrow. Tests make and drop hundreds of databases of a thousand
 * files each, which costs a disk's file system half again as much as memory. @returns a folder; the usual one where memory is
 * short, as in a container that was given 64 MB of it, and where somebody chose one.
 */
export function temporaryFolder(): string {
  if (process.env['TMPDIR']) return tmpdir();
  try {
    accessSync(IN_MEMORY, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return Math.min(bavail * bsize, freemem()) > NEEDED_BYTES ? IN_MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}
