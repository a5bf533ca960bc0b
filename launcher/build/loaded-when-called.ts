import type { Plugin } from 'esbuild';

const STAND_IN = 'loaded-when-called';

/**
 * Packages that a dependency of ours imports at its start and calls rarely, by asynchronous functions only: each function loads its
 * package when it is first called. Passkeys bring 600 files that read certificates, 10 MB and a tenth of a second.
 */
export function loadedWhenCalled(names: string[]): Plugin {
  return {
    name: STAND_IN,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^@?[a-z]/ }, ({ path, namespace, resolveDir, pluginData }) => {
        if (!names.includes(path) || namespace === STAND_IN || pluginData === STAND_IN) return undefined;
        return { path, namespace: STAND_IN, pluginData: { resolveDir } };
      });
      onLoad({ filter: /.*/, namespace: STAND_IN }, async ({ path, pluginData }) => {
        const functions = Object.entries((await import(path)) as Record<string, unknown>).filter(
          ([, value]) => typeof value === 'function' && value.constructor.name === 'AsyncFunction',
        );
        const contents = functions.map(
          ([name]) =>
            `export const ${name} = async (...input) => (await import(${JSON.stringify(path)})).${name}(...input);`,
        );
        const { resolveDir } = pluginData as { resolveDir: string };
        return { contents: contents.join('\n'), resolveDir };
      });
    },
  };
}
