import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { circlesOf, graphOf, imports, roomOf, type Import } from './support/structure/imports.ts';
import { PRODUCT, root, sources } from './support/structure/sources.ts';

/** What the processes share: how they read settings, what they need of Temporal, how they say that they are ready, and stop. */
const PROCESS = [
  'config.ts',
  'log.ts',
  'memory-at-rest.ts',
  'settings-error.ts',
  'readiness.ts',
  'process-lifecycle.ts',
  'search-attributes.ts',
  'project-file.ts',
  'public-address.ts',
  'post-outside.ts',
  'open-outside.ts',
  'web-push.ts',
];

/** Who may import whom. `*` stands for any package from npm. */
const RULES: Record<string, { values: string[]; types: string[] }> = {
  domain: {
    values: ['domain', 'rpc/definition.ts', 'rpc/check-input.ts', 'zod', 'temporal-polyfill', 'node:crypto'],
    types: ['rpc/one-call.ts'],
  },
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
  workflows: {
    values: ['domain', 'rpc/worker.ts', 'workflows', '@temporalio/workflow', '@temporalio/common'],
    types: ['activities', 'rpc/definition.ts'],
  },
  db: { values: ['domain', 'db', 'project-file.ts', '*'], types: [] },
  activities: { values: ['domain', 'db', 'activities', ...PROCESS, '*'], types: [] },
  api: {
    values: ['domain', 'rpc', 'db', 'api', 'password-strength.ts', ...PROCESS, '*'],
    types: ['workflows'],
  },
  web: {
    values: [
      'domain',
      'web',
      'svelte',
      '@trpc/client',
      // What links of the client are made of.
      '@trpc/server/observable',
      'vite',
      'uqr',
      'd3-scale',
      'emojilib',
      '@leeoniya/ufuzzy',
      '@simplewebauthn/browser',
    ],
    types: ['api', '@trpc/server'],
  },
  widget: { values: ['domain', 'widget', 'svelte', 'vite'], types: ['api', '@trpc/server'] },
  mailbox: { values: ['domain', 'mailbox', ...PROCESS, '*'], types: [] },
  launcher: { values: ['launcher', 'config.ts', 'db', 'process-lifecycle.ts', '*'], types: [] },
};

/**
 * The rooms of `domain/`, lowest first: a room imports those before it and never one behind it, not even as types. The
 * files beside the rooms are the words that all of them use.
 */
const ROOMS = [
  'domain/ratings',
  'domain/language',
  'domain',
  'domain/text',
  'domain/presence',
  'domain/identity',
  'domain/sign-in',
  'domain/project',
  'domain/project/budgets',
  'domain/customers',
  'domain/notices',
  'domain/files',
  'domain/markdown',
  'domain/mentions',
  'domain/knowledge/heard',
  'domain/knowledge/said',
  'domain/knowledge/sources',
  'domain/knowledge',
  'domain/knowledge/gaps',
  'domain/knowledge/corrections',
  'domain/assistant',
  'domain/assistant/gate',
  'domain/assistant/modes',
  'domain/evaluations',
  'domain/mail/address',
  'domain/mail',
  'domain/mail/reading/lines',
  'domain/mail/reading/quotes',
  'domain/mail/writing',
  'domain/mail/judging/machines',
  'domain/mail/reading',
  'domain/mail/judging',
  'domain/saved-replies',
  'domain/rules',
  'domain/contract',
  'domain/conversation',
  'domain/conversation/answers',
  'domain/replies',
  'domain/rules/running',
  'domain/triage',
  'domain/moving',
  'domain/signals',
  'domain/commands',
  'domain/bulk',
  'domain/inbox',
  'domain/search',
  'domain/reports',
  'domain/doctor',
];

/** A MAC is arithmetic; Node's is the one that is audited. */
const WITH_CRYPTO =
  /^domain\/(mail\/address\/(reply-address|agent-token|rating-token|test-mail-address)|files\/signed-link)\.ts$/;

const all = imports();

it('lets each folder import only what it may', () => {
  const broken = all
    .filter(({ from }) => !isBuildFile(from))
    .filter((each) => !isAllowed(each))
    .map(({ from, target, typeOnly }) => `${from} imports ${target}${typeOnly ? ' (type)' : ''}`);
  expect(broken).toEqual([]);
});

it('stands the rooms of the domain upon each other', () => {
  const inside = all.filter(({ from, target }) => [from, target].every((file) => file.startsWith('domain/')));
  expect(new Set(inside.map(({ from }) => roomOf(from)).filter((room) => !ROOMS.includes(room)))).toEqual(
    new Set(),
  );
  const upwards = inside
    .filter(({ from, target }) => ROOMS.indexOf(roomOf(target)) > ROOMS.indexOf(roomOf(from)))
    .map(({ from, target }) => `${from} imports ${target}`);
  expect(upwards).toEqual([]);
});

it.each([...PRODUCT])('has no circle in %s, neither of files nor of rooms, types included', (folder) => {
  const inside = all.filter(({ from, target }) =>
    [from, target].every((file) => file.startsWith(`${folder}/`)),
  );
  expect(circlesOf(graphOf(inside, (file) => file))).toEqual([]);
  expect(circlesOf(graphOf(inside, roomOf))).toEqual([]);
});

it('keeps the domain free of anything that reaches out of the process', () => {
  const reaching = all
    .filter(({ from, target }) => from.startsWith('domain/') && target.startsWith('node:'))
    .filter(({ from }) => !WITH_CRYPTO.test(from))
    .map(({ from, target }) => `${from} imports ${target}`);
  expect(reaching).toEqual([]);
  const OUTSIDE = /\b(?:fetch\(|process\.|setTimeout\(|setInterval\(|localStorage|(?<!['\w])document\.)/;
  const code = (file: string) =>
    readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  expect(sources().filter((file) => file.startsWith('domain/') && OUTSIDE.test(code(file)))).toEqual([]);
});

it('reads the environment in config.ts only', () => {
  const readers = sources()
    .filter((file) => !/^(launcher|test)\//.test(file) && file !== 'config.ts')
    .filter((file) => /process\.env/.test(readFileSync(join(root, file), 'utf8')));
  expect(readers).toEqual(['db/main.ts', 'drizzle.config.ts'].filter((file) => readers.includes(file)));
});

it('keeps zod out of everything a workflow runs', () => {
  const reached = reachable('workflows/workflows.ts');
  expect(reached.filter((target) => target === 'zod' || target.startsWith('node:'))).toEqual([]);
  expect(reached).toContain('domain/signals/customer-message.ts');
});

/** Build configurations run in Node beside the code they build. */
const isBuildFile = (file: string) => /vite\.config\.ts$|svelte\.config\.js$/.test(file);

function isAllowed({ from, target, typeOnly }: Import): boolean {
  const folder = from.split('/')[0] ?? '';
  const rule = RULES[folder];
  if (!rule) return true;
  const allowed = typeOnly ? [...rule.values, ...rule.types] : rule.values;
  if (folder === 'domain' && target === 'zod')
    return /^domain\/contract\/(contract|schemas|signals|updates|assist-shapes|crawl-shapes|embedding-shapes)\.ts$/.test(
      from,
    );
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
  const loaded = all.filter((each) => !each.typeOnly);
  const found = new Set([start]);
  for (const file of found) {
    for (const { from, target } of loaded) if (from === file) found.add(target);
  }
  return [...found];
}
