import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Import {
  from: string;
  target: string;
  typeOnly: boolean;
}

/** What the processes share: how they read settings, what they need of Temporal, how they say that they are ready, and stop. */
const PROCESS = [
  'config.ts',
  'log.ts',
  'settings-error.ts',
  'readiness.ts',
  'process-lifecycle.ts',
  'search-attributes.ts',
  'project-file.ts',
];

/** Who may import whom. `*` stands for any package from npm. */
const RULES: Record<string, { values: string[]; types: string[] }> = {
  rpc: {
    values: [
      'rpc',
      'zod',
      '@temporalio/workflow',
      '@temporalio/common',
      '@temporalio/client',
      '@trpc/server',
    ],
    types: [],
  },
  domain: {
    values: ['domain', 'rpc/definition.ts', 'rpc/check-input.ts', 'zod', 'node:crypto'],
    types: [],
  },
  workflows: {
    values: ['domain', 'workflows', 'rpc/worker.ts', '@temporalio/workflow', '@temporalio/common'],
    types: ['activities', 'rpc/definition.ts'],
  },
  db: { values: ['domain', 'db', 'project-file.ts', '*'], types: [] },
  activities: { values: ['domain', 'db', 'activities', ...PROCESS, '*'], types: [] },
  api: {
    values: ['domain', 'db', 'rpc', 'api', 'password-strength.ts', ...PROCESS, '*'],
    types: ['workflows'],
  },
  web: { values: ['domain', 'web', 'svelte', '@trpc/client', 'vite'], types: ['api', '@trpc/server'] },
  widget: { values: ['domain', 'widget', 'svelte', 'vite'], types: ['api', '@trpc/server'] },
  mailbox: { values: ['domain', 'mailbox', ...PROCESS, '*'], types: [] },
  launcher: { values: ['launcher', 'config.ts', 'db', 'process-lifecycle.ts', '*'], types: [] },
};

/** Build configurations run in Node beside the code they build. */
const isBuildFile = (file: string) => /vite\.config\.ts$|svelte\.config\.js$/.test(file);

it('lets each folder import only what it may', () => {
  const broken = imports()
    .filter(({ from }) => !isBuildFile(from))
    .filter((each) => !isAllowed(each))
    .map(({ from, target, typeOnly }) => `${from} imports ${target}${typeOnly ? ' (type)' : ''}`);
  expect(broken).toEqual([]);
});

it('reads the environment in config.ts only', () => {
  const readers = sources()
    .filter((file) => !/^(launcher|test)\//.test(file) && file !== 'config.ts')
    .filter((file) => /process\.env/.test(readFileSync(join(root, file), 'utf8')));
  expect(readers).toEqual(['db/main.ts', 'drizzle.config.ts'].filter((file) => readers.includes(file)));
});

it('keeps zod out of everything a workflow runs', () => {
  const reached = reachable('workflows/conversation.ts');
  expect(reached.filter((target) => target === 'zod' || target.startsWith('node:'))).toEqual([]);
  expect(reached).toContain('domain/signals/customer-message.ts');
});

function isAllowed({ from, target, typeOnly }: Import): boolean {
  const folder = from.split('/')[0] ?? '';
  const rule = RULES[folder];
  if (!rule) return true;
  const allowed = typeOnly ? [...rule.values, ...rule.types] : rule.values;
  if (folder === 'domain' && target === 'zod')
    return /^domain\/contract\/(contract|schemas|signals|updates)\.ts$/.test(from);
  return allowed.some((name) => matches(target, name));
}

function matches(target: string, allowed: string): boolean {
  const isPackage =
    !Object.keys(RULES).includes(target.split('/')[0] ?? '') && !/\.(ts|svelte)$/.test(target);
  if (allowed === '*') return isPackage;
  return target === allowed || target.startsWith(`${allowed}/`);
}

/** Everything that would be loaded with a file, types left out. */
function reachable(start: string): string[] {
  const all = imports().filter((each) => !each.typeOnly);
  const found = new Set([start]);
  for (const file of found) {
    for (const { from, target } of all) if (from === file) found.add(target);
  }
  return [...found];
}

function sources(): string[] {
  const folders = [...Object.keys(RULES), 'test'];
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  return [...files, ...readdirSync(root)]
    .filter((file) => /\.(ts|svelte)$/.test(file))
    .map((file) => file.split(sep).join('/'))
    .sort();
}

const IMPORT = /^(?:import|export)\s+(type\s)?(?:([^'";]*?)\sfrom\s+)?'([^']+)'|import\(\s*'([^']+)'\s*\)/gm;

function imports(): Import[] {
  return sources().flatMap((from) => {
    const text = readFileSync(join(root, from), 'utf8').replace(/^\s+(?=import\s)/gm, '');
    return [...text.matchAll(IMPORT)].map(([, type, names, statically, dynamically]) => ({
      from,
      target: resolve(from, statically ?? dynamically ?? ''),
      typeOnly: type !== undefined || onlyTypes(names ?? ''),
    }));
  });
}

/** `import { type A, type B }` imports nothing at run time. */
function onlyTypes(names: string): boolean {
  const braced = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
  const each = braced
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return each !== undefined && each.length > 0 && each.every((name) => name.startsWith('type '));
}

function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return normalize(join(dirname(from), specifier.split('?')[0] ?? ''))
    .split(sep)
    .join('/');
}
