import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { minify } from 'terser';
import { build, defineConfig, type Plugin, type UserConfig } from 'vite';
import { PRIVATE_NAMES } from './private-names.ts';
import { withoutUnused } from './without-unused.ts';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Browsers of the last three years: popover, adopted style sheets and `:has` exist or have a fallback here. */
const TARGET = 'es2022';

/** `tree`: elements are made one by one, never from a string of HTML, which a page may forbid. No trace on `window`. */
const COMPILER = { runes: true, fragments: 'tree', discloseVersion: false } as const;

/** Not library mode, which leaves the white space of ES modules in. */
function output(entry: string, names: object): NonNullable<UserConfig['build']> {
  return {
    outDir: file('../dist/widget'),
    target: TARGET,
    modulePreload: false,
    rollupOptions: {
      input: file(entry),
      preserveEntrySignatures: 'strict',
      output: names,
      // It would warn whoever starts the product that the second minifier takes its time.
      checks: { bundlerTimings: false },
    },
  };
}

/** A second minifier after the bundler's own finds another fiftieth: every visitor of every page pays for it. */
function smaller(): Plugin {
  return {
    name: 'widget-smaller',
    async generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const { code } = await minify(chunk.code, {
          module: true,
          ecma: 2020,
          compress: { passes: 3, unsafe: true, unsafe_proto: true, pure_getters: true, keep_fargs: false },
          mangle: { properties: { builtins: true, regex: new RegExp(`^(${PRIVATE_NAMES.join('|')})$`) } },
        });
        if (code) chunk.code = code;
      }
    },
  };
}

/** The loader is a classic script of its own and knows the panel by its hashed name, so it is built after it. */
function loader(): Plugin {
  return {
    name: 'widget-loader',
    async writeBundle(_, bundle) {
      const panel = Object.values(bundle).find((chunk) => chunk.type === 'chunk' && chunk.isEntry);
      await build({
        configFile: false,
        root: file('.'),
        logLevel: 'warn',
        plugins: [smaller()],
        define: { PANEL: JSON.stringify(panel?.fileName) },
        build: {
          ...output('loader.ts', { format: 'iife', entryFileNames: 'widget.js' }),
          emptyOutDir: false,
        },
      });
    },
  };
}

export default defineConfig({
  root: file('.'),
  base: './',
  publicDir: false,
  plugins: [svelte({ configFile: false, compilerOptions: COMPILER }), withoutUnused(), smaller(), loader()],
  build: {
    ...output('panel.ts', { entryFileNames: 'panel-[hash].js', chunkFileNames: '[name]-[hash].js' }),
    emptyOutDir: true,
  },
});
