import { defineConfig } from 'vitest/config';

/** Two cores: more workers make every test slower, and timeouts lie. */
const WORKERS = 2;

const stack = { globalSetup: ['test/support/stack/stack.ts'], testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    maxWorkers: WORKERS,
    projects: [
      {
        test: {
          name: 'unit',
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
          include: ['test/{activities,api,db,launcher,mailbox,rpc,workflows}/**/*.test.ts'],
          sequence: { groupOrder: 1 },
          ...stack,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.ts'],
          sequence: { groupOrder: 2 },
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
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
