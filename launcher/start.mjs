import { prepare } from './prepare.mjs';

await prepare();
await import('./main.ts');
