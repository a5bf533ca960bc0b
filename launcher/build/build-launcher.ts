const ENTRIES = ['launcher/main.ts', 'launcher/temporal/fetch-temporal.ts'];

/**
 * What `npm start` itself runs, without a compiler that stays. Each is one file, read once: it may be built again while it runs.
 * @returns the files that went into it, relative to the project.
 */
export async function buildLauncher(): Promise<string[]> {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    entryPoints: ENTRIES,
    outdir: 'dist',
    outbase: '.',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22.19',
    packages: 'external',
    metafile: true,
    logLevel: 'silent',
  });
  return Object.keys(metafile.inputs);
}
