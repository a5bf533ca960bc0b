import { prepare } from '../../launcher/node/prepare.mjs';

await prepare();
await import('./run-tests.ts');
