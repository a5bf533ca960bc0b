import { prepare } from './node/prepare.mjs';

await prepare();
await import('../test/run/run-tests.ts');
