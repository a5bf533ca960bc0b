import { chmodSync, mkdirSync, statSync } from 'node:fs';

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
