import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { include: ['test/activities/sources/*.test.ts', 'test/activities/assistant/growing-index.test.ts', 'test/activities/assistant/rank-passages.test.ts'] } });
