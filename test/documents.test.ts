import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { environment, mailboxEnvironment } from '../environment.ts';
import { withResults } from './bench/write-results.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const namesIn = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].flatMap((match) => match[1] ?? []))].sort();

const pagesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file).split(sep).join('/'))
    .filter((file) => file.endsWith('.md'));

const PAGES = pagesIn('docs');
const DOCUMENTS = [...readdirSync(root).filter((file) => file.endsWith('.md')), ...PAGES];
const readme = read('README.md');
const compose = read('docker-compose.yml');

/** What some process reads: the schemas of environment.ts, and the launcher's own settings. */
const known = [
  ...new Set([
    ...Object.keys(environment.shape),
    ...Object.keys(mailboxEnvironment.shape),
    ...namesIn(read('launcher/start/settings.ts'), /(?:given\[|portIn\(given, )'([A-Z_]+)'/g),
  ]),
].sort();
/** Read by docker-compose.yml alone. */
const COMPOSE_ONLY = ['APP_DATABASE_PASSWORD', 'POSTGRES_PASSWORD', 'TEMPORAL_DATABASE_PASSWORD'];
/** What a process cannot start without and nothing else provides. */
const REQUIRED = Object.entries(environment.shape).flatMap(([name, shape]) =>
  shape.safeParse(undefined).success ? [] : [name],
);

it('names every setting in README’s table, and no other', () => {
  const table = readme.slice(readme.indexOf('## Configuration'), readme.indexOf('## Develop'));
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((row) => namesIn(row.split('|')[1] ?? '', /`([A-Z_]+)`/g)).sort();
  expect(named).toEqual([...known, ...COMPOSE_ONLY].sort());
});

it('offers every setting in .env.example, and no other', () => {
  expect(namesIn(read('.env.example'), /^([A-Z_]+)=/gm)).toEqual([...known, ...COMPOSE_ONLY].sort());
});

it('starts with a copy of .env.example as if there were none', () => {
  const given = read('.env.example').match(/^[A-Z_]+=.+$/gm);
  expect(given).toEqual(['PORT=3000', 'LOG_LEVEL=info']);
});

it('does not let Docker start without a required setting', () => {
  expect(REQUIRED).toContain('SESSION_SECRET');
  const passed = namesIn(compose, /^ {2,6}([A-Z_]+): \$\{/gm);
  expect(REQUIRED.filter((name) => !passed.includes(name))).toEqual([]);
  const demanded = namesIn(compose, /\$\{([A-Z_]+):\?set \1 in \.env\}/g);
  const marked = namesIn(read('.env.example'), /\(required\)\n([A-Z_]+)=/g).filter(
    (name) => name !== 'ADMIN_EMAIL',
  );
  expect(marked.filter((name) => !demanded.includes(name) && !name.startsWith('INBOUND_'))).toEqual([]);
});

it('runs images of a version that somebody chose', () => {
  const images = namesIn(compose, /^\s+image: (.+)$/gm).filter((image) => image !== 'throughline');
  expect(images.length).toBeGreaterThan(3);
  expect(images.filter((image) => !/:(\d+\.\d+\.\d+|\d+-bookworm)\}$/.test(image))).toEqual([]);
});

it.each(DOCUMENTS)('%s links only to what exists', (document) => {
  const links = namesIn(read(document), /\]\((?!https?:|mailto:)([^)#\s]+)/g);
  expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([]);
});

it.each(DOCUMENTS)('%s names only files and folders that exist', (document) => {
  const paths = namesIn(
    read(document),
    /`((?:activities|api|db|domain|launcher|mailbox|test|web|widget|workflows)\/[\w./-]*)`/g,
  );
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

it.each(DOCUMENTS)('%s gives only commands that exist', (document) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const commands = namesIn(
    read(document),
    /npm (?:run )?(?:--silent )?(start|test|(?<=run |--silent )[\w:][\w:-]*)/g,
  );
  expect(commands.filter((command) => !scripts[command])).toEqual([]);
});

/** So that it stays readable in one sitting; what it says less of stands on a page of its own. */
const MOST_WORDS = 1_500;

it('keeps ARCHITECTURE.md short, and every page within reach of the index', () => {
  expect(
    read('ARCHITECTURE.md')
      .split(/\s+/)
      // The lines of a table are drawn, not read.
      .filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
  ).toBeLessThanOrEqual(MOST_WORDS);
  const listed = namesIn(read('docs/README.md'), /\]\((architecture\/[\w-]+\.md)\)/g);
  expect(listed.map((page) => `docs/${page}`)).toEqual(
    PAGES.filter((page) => page !== 'docs/README.md').sort(),
  );
});

it.each(PAGES)('%s has a title, and says in one sentence what it answers', (page) => {
  expect(read(page)).toMatch(/^# .+\n\n[A-Z][^\n]+(?:\n[^\n]+)?\.\n/);
});

it('keeps what a benchmark compares where its results are filled in', () => {
  const page =
    '| `first-token` | a word, against a call | 1 ms | 1 ms | 1.00 |\n| `mails-read` | mails | 2 | 1 | 2 |';
  const measured = { value: 7_230.4, reference: 6.52, ratio: 1.5, unit: 'mails/s' as const };
  expect(withResults(page, { 'first-token': measured })).toBe(
    '| `first-token` | a word, against a call | 7,230 per s | 6.5 per s | 1.50 |\n| `mails-read` | mails | 2 | 1 | 2 |',
  );
});
