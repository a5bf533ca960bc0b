import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { compressFolder } from './build/compress.ts';
import { buildLauncher } from './build/build-launcher.ts';
import { BUILD_PARTS, staleParts, stampOf, writeStamp, type BuildPart } from './build/build-parts.mjs';
import { buildProcesses } from './build/build-processes.ts';
import { buildWorkflows } from './build/build-workflows.ts';

const BUILDERS: Record<BuildPart['name'], (part: BuildPart) => unknown> = {
  launcher: buildLauncher,
  web: buildWithVite,
  widget: buildWithVite,
  workflows: buildWorkflows,
  processes: buildProcesses,
};

/** `npm run build`: builds the parts whose sources changed; with `--all`, every part; with names, only those. */
async function build(): Promise<void> {
  // The launcher's files are private; what is built is for whoever runs it.
  process.umask(0o022);
  // A test runner's NODE_ENV would make Vite build what developers get: a third larger, with their warnings in it.
  process.env['NODE_ENV'] = 'production';
  const names = process.argv.slice(2);
  const parts = names.includes('--all')
    ? BUILD_PARTS
    : staleParts().filter(({ name }) => names.length === 0 || names.includes(name));
  for (const part of parts) {
    if (!existsSync(part.entry)) {
      console.log(`${part.name}: not built, there is no ${part.entry} yet`);
      continue;
    }
    const started = Date.now();
    const stamp = stampOf(part);
    await BUILDERS[part.name](part);
    writeStamp(part, stamp);
    console.log(`${part.name}: built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
}

async function buildWithVite({ entry, output }: BuildPart): Promise<void> {
  // Imported late: with everything up to date Vite's second of loading is saved.
  const vite = await import('vite');
  const outDir = resolve(output);
  await vite.build({
    configFile: entry,
    root: dirname(entry),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
  });
  compressFolder(outDir);
}

try {
  await build();
} catch (error) {
  // Where in which file; the stack would be that of the build tool.
  console.error((error as Error).message);
  process.exitCode = 1;
}
