import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Plain JavaScript: where only the packages of production are installed, this still says whether dist/ is up to date.
 * @type {import('./build-parts.d.mts').BuildPart[]}
 */
export const BUILD_PARTS = [
  {
    name: 'launcher',
    entry: 'launcher/main.ts',
    inputs: ['launcher', 'package-lock.json'],
    output: 'dist/launcher/main.js',
  },
  {
    name: 'web',
    entry: 'web/vite.config.ts',
    inputs: ['web', 'domain', 'package-lock.json'],
    output: 'dist/web',
  },
  {
    name: 'widget',
    entry: 'widget/vite.config.ts',
    inputs: ['widget', 'domain', 'package-lock.json'],
    output: 'dist/widget',
  },
  {
    name: 'workflows',
    entry: 'workflows/workflows.ts',
    inputs: ['workflows', 'domain', 'rpc', 'launcher/build/build-workflows.ts', 'package-lock.json'],
    output: 'dist/workflows/bundle.js',
  },
  {
    name: 'processes',
    entry: 'api/main.ts',
    inputs: [
      ...['activities', 'api', 'db', 'domain', 'launcher', 'mailbox', 'rpc'],
      ...[
        'config.ts',
        'environment.ts',
        'log.ts',
        'memory-at-rest.ts',
        'password-strength.ts',
        'process-lifecycle.ts',
      ],
      ...['post-outside.ts', 'project-file.ts', 'public-address.ts', 'readiness.ts', 'search-attributes.ts'],
      ...['settings-error.ts', 'web-push.ts'],
      ...['package.json', 'package-lock.json'],
    ],
    output: 'dist/api/main.js',
  },
];

/** By content, not by time: a checkout or a copy changes times only. */
export function staleParts(names = BUILD_PARTS.map(({ name }) => name)) {
  return BUILD_PARTS.filter(
    (part) => names.includes(part.name) && (!existsSync(part.output) || readStamp(part) !== stampOf(part)),
  );
}

/** The stamp is taken before the build, so that a change during it makes the part stale again. */
export function stampOf({ inputs }) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesIn))
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

export function writeStamp(part, stamp) {
  mkdirSync('dist', { recursive: true });
  writeFileSync(stampFile(part), stamp);
}

function readStamp(part) {
  return existsSync(stampFile(part)) ? readFileSync(stampFile(part), 'utf8') : null;
}

const stampFile = ({ name }) => join('dist', `.${name}.stamp`);

function filesIn(path) {
  if (!existsSync(path)) return [];
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
