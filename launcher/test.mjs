import { prepare } from './prepare.mjs';

await prepare();
await import('./run-tests.ts');
