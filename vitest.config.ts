import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** On two cores: a third of what a test does is waiting, and more make all of them slower, until timeouts lie. */
const WORKERS = 3;

/** Of what only waits for servers: nearly half of such a test. */
const SERVER_WORKERS = 4;

/** How long something hangs before it is said: no test claims to be quick, and a busy machine makes all of them slow. */
const HUNG_MS = 180_000;

const stack = { globalSetup: ['test/support/stack/stack.ts'], testTimeout: HUNG_MS, hookTimeout: HUNG_MS };

export default defineConfig({
  test: {
    maxWorkers: WORKERS,
    projects: [
      {
        // For what the inbox keeps in runes.
        plugins: [svelte({ configFile: false })],
        test: {
          name: 'unit',
          testTimeout: HUNG_MS,
          include: [
            'test/*.test.ts',
            'test/domain/**/*.test.ts',
            'test/web/**/*.test.ts',
            'test/widget/**/*.test.ts',
          ],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'workflow',
          include: ['test/{api,launcher,mailbox,workflows}/**/*.test.ts'],
          // These keep nothing in modules, so they share them: loading them took a third of the time.
          isolate: false,
          maxWorkers: SERVER_WORKERS,
          sequence: { groupOrder: 1 },
          ...stack,
        },
      },
      {
        test: {
          // Of the workflow lane as well, and beside it: neither waits for the other's last file.
          name: 'database',
          include: ['test/{activities,db,rpc}/**/*.test.ts'],
          isolate: false,
          maxWorkers: SERVER_WORKERS,
          sequence: { groupOrder: 1 },
          ...stack,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.ts'],
          // They share what they load, and one Chromium a worker.
          isolate: false,
          sequence: { groupOrder: 2 },
          ...stack,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          sequence: { groupOrder: 3 },
          fileParallelism: false,
          ...stack,
          testTimeout: 600_000,
        },
      },
    ],
  },
});
