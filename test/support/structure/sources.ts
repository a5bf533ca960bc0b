import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The folders of the product, without its tests. */
export const PRODUCT = [
  'domain',
  'rpc',
  'workflows',
  'db',
  'activities',
  'api',
  'web',
  'widget',
  'mailbox',
  'launcher',
] as const;

/** Written by drizzle-kit, or by what a test recorded. */
const GENERATED = /^(db\/migrations|test\/fixtures)\//;

/** Every file of code, as paths from the root with `/`. */
export function sources(): string[] {
  const inside = [...PRODUCT, 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  );
  return [...inside, ...readdirSync(root)]
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.(ts|mjs|svelte)$/.test(file) && !GENERATED.test(file))
    .sort();
}

/** A file's code; of a component, what stands between its script tags. */
export function codeOf(file: string): string {
  const text = readFileSync(join(root, file), 'utf8');
  if (!file.endsWith('.svelte')) return text;
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code ?? '').join('\n');
}

/** Lines that say something to a compiler. */
export function linesOfCode(file: string): number {
  const code = codeOf(file).replace(/\/\*[\s\S]*?\*\//g, '');
  return code.split('\n').filter((line) => line.trim() && !line.trim().startsWith('//')).length;
}
