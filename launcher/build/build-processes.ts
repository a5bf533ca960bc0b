import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { loadedWhenCalled } from './loaded-when-called.ts';

/** What runs where no compiler is installed, each as `dist/<the same path>.js`. */
const ENTRIES = [
  'api/main.ts',
  'api/doctor/main.ts',
  'api/ops/main.ts',
  'api/admin/main.ts',
  'api/evals/main.ts',
  'api/mail/webhook/read-email.ts',
  'activities/main.ts',
  'activities/assistant/extractive/answer-questions.ts',
  'activities/sources/parsing/parse-thread.ts',
  'db/main.ts',
  'launcher/doctor.ts',
  'launcher/ops.ts',
  'launcher/admin.ts',
  'launcher/evals.ts',
  'mailbox/main.ts',
];

const OUTPUT = 'dist';
const CHUNKS = 'dist/chunks';

/** @returns the files that went into it, relative to the project. */
export async function buildProcesses(): Promise<string[]> {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    entryPoints: ENTRIES.filter((file) => existsSync(file)),
    outdir: OUTPUT,
    outbase: '.',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node22.19',
    external: installedPackages(),
    // Names of errors are logged, and those of activities are their types in Temporal.
    keepNames: true,
    // A process keeps the text of what it runs.
    minify: true,
    plugins: [loadedWhenCalled(['@simplewebauthn/server'])],
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: 'silent',
  });
  removeOlderChunks(Object.keys(metafile.outputs));
  // Without what only stands in for something.
  return Object.keys(metafile.inputs).filter((file) => existsSync(file));
}

/**
 * `dependencies` stay as they are installed: they have native parts, read files of their own or are small. Everything else
 * is built in, so that nothing of `devDependencies` can be missing in production; better-auth and drizzle-orm are there
 * because an api process that loads all their files takes 130 MB more.
 */
function installedPackages(): string[] {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return Object.keys(dependencies);
}

/** After the build: whoever runs meanwhile may still ask for the chunks it began with. */
function removeOlderChunks(outputs: string[]): void {
  const current = new Set(outputs.map((file) => relative(CHUNKS, file)));
  for (const file of readdirSync(CHUNKS)) if (!current.has(file)) rmSync(join(CHUNKS, file));
}
