import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface BuildPart {
  name: 'web' | 'widget' | 'workflows';
  /** Without it the part cannot be built. */
  entry: string;
  /** Everything that can change the result. */
  inputs: string[];
  output: string;
}

export const BUILD_PARTS: BuildPart[] = [
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
    entry: 'workflows/conversation.ts',
    inputs: ['workflows', 'domain', 'package-lock.json'],
    output: 'dist/workflows/bundle.js',
  },
];

/** By content, not by time: a checkout or a copy changes times only. */
export function staleParts(): BuildPart[] {
  return BUILD_PARTS.filter((part) => !existsSync(part.output) || readStamp(part) !== stampOf(part));
}

/** The stamp is taken before the build, so that a change during it makes the part stale again. */
export function stampOf({ inputs }: BuildPart): string {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesIn))
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

export function writeStamp(part: BuildPart, stamp: string): void {
  mkdirSync('dist', { recursive: true });
  writeFileSync(stampFile(part), stamp);
}

function readStamp(part: BuildPart): string | null {
  return existsSync(stampFile(part)) ? readFileSync(stampFile(part), 'utf8') : null;
}

const stampFile = ({ name }: BuildPart) => join('dist', `.${name}.stamp`);

function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
