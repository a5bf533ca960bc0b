import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = rootAbove(dirname(fileURLToPath(import.meta.url)));

/** Where a file of the project lies. From sources and from what is built of them alike, which lies deeper in the tree. */
export function projectFile(path: string): string {
  return join(root, path);
}

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (dirname(folder) === folder) throw new Error('No folder above has a package.json.');
  return rootAbove(dirname(folder));
}
