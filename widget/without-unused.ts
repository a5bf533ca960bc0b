import type { Plugin } from 'vite';

/**
 * What Svelte can do and the panel never asks for: taking over HTML of a server, the older ways of components, tracing,
 * and state that watches its insides (here every state is `$state.raw`). Saying so lets the minifier drop the code.
 */
const UNUSED: [file: string, written: string, meant: string][] = [
  ['client/dom/hydration.js', 'export let hydrating = false', 'export const hydrating = false'],
  ['client/dom/hydration.js', 'hydrating = value;', ''],
  ['client/proxy.js', 'export function proxy(value) {', 'export function proxy(value) { return value;'],
  ...['async', 'legacy', 'tracing'].flatMap((mode): typeof UNUSED => [
    ['internal/flags/index.js', `export let ${mode}_mode_flag`, `export const ${mode}_mode_flag`],
    ['internal/flags/index.js', `\t${mode}_mode_flag = true;`, ''],
  ]),
  ['internal/flags/index.js', '\tasync_mode_flag = false;', ''],
];

export function withoutUnused(): Plugin {
  return {
    name: 'widget-without-unused',
    enforce: 'pre',
    load(id) {
      // What comes later has nothing to be loaded before it.
      return id.includes('preload-helper') ? 'export const __vitePreload = (load) => load();' : null;
    },
    transform(code, id) {
      if (!id.includes('/node_modules/') && code.includes('$state('))
        this.error('The panel keeps no deep state: use $state.raw.');
      for (const [file, written, meant] of UNUSED) {
        if (!id.includes('/svelte/') || !id.endsWith(file)) continue;
        if (!code.includes(written)) this.error(`Svelte no longer says “${written}” in ${file}.`);
        code = code.replace(written, meant);
      }
      // The names of its errors are enough to find them.
      if (id.includes('/svelte/')) code = code.replaceAll('https://svelte.dev/e/', '');
      return { code, map: null };
    },
  };
}
