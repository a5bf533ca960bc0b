import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Root's clusters may lie outside the folder a test deletes. */
export function forgetCluster(postgresFolder: string): void {
  const pointer = join(postgresFolder, 'cluster-location');
  if (existsSync(pointer)) removeCluster(readFileSync(pointer, 'utf8').trim());
}

export function removeCluster(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  rmSync(`${folder}.home`, { force: true });
}
