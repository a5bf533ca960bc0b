import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { BuildPart } from './build-parts.mjs';

export async function buildWorkflows({ entry, output }: BuildPart): Promise<void> {
  const { bundleWorkflowCode } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({ workflowsPath: resolve(entry), logger: quietLogger() });
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(`${output}.new`, await smaller(code, output));
  renameSync(`${output}.new`, output);
}

/** A worker keeps the text and its map more than once: 0.6 MB instead of 2.2. Names stay: Temporal knows workflows by them. */
async function smaller(code: string, sourcefile: string): Promise<string> {
  const { transform } = await import('esbuild');
  const smallest = { minify: true, keepNames: true, sourcemap: 'inline', sourcesContent: false } as const;
  return (await transform(code, { ...smallest, sourcefile })).code;
}

/** webpack's report of a bundle that worked is of no use to anybody. */
function quietLogger() {
  const silent = () => {};
  const loud = (message: string) => console.error(message);
  return { log: silent, trace: silent, debug: silent, info: silent, warn: loud, error: loud };
}
