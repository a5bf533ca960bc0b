import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runProgram } from '../../launcher/system/programs.ts';

/** The whole one, and the one without windows. */
const PROGRAMS = ['chromium', 'chromium-headless-shell'];

const TIMEOUT_MS = 10 * 60_000;

/**
 * Debian's Chromium for a user who may not install anything: the packages that are missing here, downloaded and unpacked
 * into a folder, and a script that starts it with their libraries.
 */
export async function unpackChromium(folder: string): Promise<void> {
  const packages = join(folder, 'packages');
  const root = join(folder, 'root');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'lists', 'partial'), { recursive: true });
  mkdirSync(packages, { recursive: true });
  const apt = await aptFor(folder);
  const names = await missingPackages(apt);
  await runProgram('apt-get', [...apt, 'download', ...names], { timeoutMs: TIMEOUT_MS, cwd: packages });
  for (const file of readdirSync(packages).filter((name) => name.endsWith('.deb'))) {
    await runProgram('dpkg-deb', ['-x', join(packages, file), root], { timeoutMs: TIMEOUT_MS });
  }
  rmSync(packages, { recursive: true, force: true });
  for (const program of PROGRAMS) writeStarter({ folder, root, program });
}

/** The machine's own package lists where it has any, otherwise lists of our own. */
async function aptFor(folder: string): Promise<string[]> {
  const unlocked = ['-o', 'Debug::NoLocking=1'];
  if ((await missingPackages(unlocked)).length > 0) return unlocked;
  const own = [...unlocked, '-o', `Dir::State::lists=${join(folder, 'lists')}`, '-o', `Dir::Cache=${folder}`];
  await runProgram('apt-get', [...own, 'update'], { timeoutMs: TIMEOUT_MS });
  return own;
}

/**
 * `name=version` of Chromium and of everything it needs that is not installed. Resolved as for an empty machine, because
 * apt resolves nothing on one where some other package is broken.
 */
async function missingPackages(apt: string[]): Promise<string[]> {
  const args = [
    ...apt,
    '-o',
    'Dir::State::status=/dev/null',
    '--simulate',
    '--no-install-recommends',
    'install',
    ...PROGRAMS,
  ];
  const simulated = await runProgram('apt-get', args, { timeoutMs: 60_000 });
  const query = ['-W', '-f', '${db:Status-Status} ${Package}\n'];
  const known = await runProgram('dpkg-query', query, { timeoutMs: 60_000 });
  const installed = new Set([...known.stdout.matchAll(/^installed (\S+)$/gm)].map(([, name]) => name));
  return [...simulated.stdout.matchAll(/^Inst (\S+) \((\S+)/gm)].flatMap(([, name, version]) =>
    installed.has(name) ? [] : [`${name}=${version}`],
  );
}

function writeStarter({ folder, root, program }: Record<'folder' | 'root' | 'program', string>): void {
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const libraries = [`usr/lib/${triplet}`, `lib/${triplet}`, `usr/lib/${triplet}/nss`].map((path) =>
    join(root, path),
  );
  const starter = join(folder, program);
  writeFileSync(
    starter,
    [
      '#!/bin/sh',
      `export LD_LIBRARY_PATH="${libraries.join(':')}:$LD_LIBRARY_PATH"`,
      `exec "${join(root, `usr/lib/chromium/${program}`)}" --no-sandbox "$@"`,
      '',
    ].join('\n'),
  );
  chmodSync(starter, 0o755);
}
