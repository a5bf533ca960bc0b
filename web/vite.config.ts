import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig, loadEnv } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => {
  const { PORT = '3000' } = loadEnv(mode, folder('..'), 'PORT');
  const api = `http://127.0.0.1:${PORT}`;
  return {
    root: folder('.'),
    plugins: [svelte({ configFile: false })],
    build: {
      outDir: folder('../dist/web'),
      emptyOutDir: true,
      target: ['chrome123', 'firefox120', 'safari17.5'],
      /** Inlined assets would need `data:` in more places of the Content-Security-Policy. */
      assetsInlineLimit: 0,
    },
    /** Signing in is granted to the api's own address only. */
    server: {
      fs: { allow: [folder('..')] },
      proxy: {
        '^/(trpc|attachments|mails|remote-image|demo|widget)([/.?]|$)': api,
        '/api/auth': { target: api, headers: { origin: api } },
      },
    },
  };
});
