import { prepare } from './node/prepare.mjs';

await prepare();
await import('./main.ts');
