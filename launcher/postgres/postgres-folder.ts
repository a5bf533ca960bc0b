import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { SystemUser } from '../system/unprivileged-user.ts';
import { sharedFolder } from '../system/shared-folder.ts';

/**
 * Where the cluster really lies. Postgres uses absolute paths, so its user must be able to enter every folder above; a
 * root's project under /root (0700) would shut it out. Then the cluster lies in the machine's shared folder, and a file
 * in `dataDir` says where.
 */
export function clusterFolder({ dataDir, user }: { dataDir: string; user: SystemUser | null }): string {
  mkdirSync(dataDir, { recursive: true });
  const home = realpathSync(dataDir);
  const inside = join(home, 'cluster');
  const pointer = join(home, 'cluster-location');
  if (existsSync(pointer)) return followPointer({ home, pointer });
  if (!user || existsSync(inside) || canEnter(home)) return inside;
  return point({ pointer, home });
}

/** A moved project takes its cluster along; a copied one must not share it with the original. */
function followPointer({ home, pointer }: { home: string; pointer: string }): string {
  const folder = readFileSync(pointer, 'utf8').trim();
  const owner = ownerFile(folder);
  const lastHome = existsSync(owner) ? readFileSync(owner, 'utf8') : home;
  if (lastHome === home) return folder;
  if (existsSync(join(lastHome, 'cluster-location'))) return point({ pointer, home });
  writeFileSync(owner, home);
  return folder;
}

function point({ pointer, home }: { pointer: string; home: string }): string {
  const clusters = join(sharedFolder(), 'clusters');
  mkdirSync(clusters, { recursive: true });
  chmodSync(clusters, 0o711);
  // The inode tells a folder from one that lay at the same path before it.
  const name = createHash('sha256')
    .update(`${home} ${statSync(home).ino}`)
    .digest('hex')
    .slice(0, 16);
  const folder = join(clusters, name);
  writeFileSync(ownerFile(folder), home);
  writeFileSync(`${pointer}.new`, `${folder}\n`);
  renameSync(`${pointer}.new`, pointer);
  return folder;
}

const ownerFile = (folder: string) => `${folder}.home`;

function canEnter(folder: string): boolean {
  const OTHERS_ENTER = 0o001;
  if ((statSync(folder).mode & OTHERS_ENTER) === 0) return false;
  return dirname(folder) === folder || canEnter(dirname(folder));
}
