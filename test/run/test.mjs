import { prepare } from '../../launcher/node/prepare.mjs';

await prepare();
const { register } = await import('tsx/esm/api');
register();
await import('./run-tests.ts');
