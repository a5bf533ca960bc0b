import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { staleParts } from './build/build-parts.mjs';

/**
 * Loaded before a process that somebody runs by hand: what is in dist/ is never older than its sources. What the build says
 * goes to stderr, since stdout is the process's own.
 */
function ensureBuilt() {
  if (staleParts().length === 0) return;
  if (!existsSync('node_modules/tsx') || !existsSync('node_modules/esbuild'))
    leave('dist/ is not built from these sources, and what builds it is not installed: run npm ci first.');
  const build = ['--import', 'tsx', 'launcher/build.ts'];
  const { status } = spawnSync(process.execPath, build, { stdio: ['ignore', 2, 2] });
  if (status !== 0) leave('The build failed.');
}

function leave(sentence) {
  console.error(sentence);
  process.exit(1);
}

ensureBuilt();
