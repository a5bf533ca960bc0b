import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { staleParts } from './build-parts.mjs';

/**
 * Builds what is stale of these parts, otherwise of all, in a process of its own. What the build says goes to stderr, since
 * stdout is the process's own.
 * @type {typeof import('./ensure-built.d.mts').ensureBuilt}
 */
export function ensureBuilt(names) {
  if (staleParts(names).length === 0) return;
  if (!existsSync('node_modules/tsx') || !existsSync('node_modules/esbuild'))
    leave('dist/ is not built from these sources, and what builds it is not installed: run npm ci first.');
  const build = ['--import', 'tsx', 'launcher/build.ts', ...(names ?? [])];
  const { status } = spawnSync(process.execPath, build, { stdio: ['ignore', 2, 2] });
  if (status !== 0) leave('The build failed.');
}

function leave(sentence) {
  console.error(sentence);
  process.exit(1);
}
