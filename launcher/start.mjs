import { ensureBuilt } from './build/ensure-built.mjs';
import { prepare } from './node/prepare.mjs';

await prepare();
// This process stays as long as the product runs. A compiler in it, and its own process beside it, would stay as long.
ensureBuilt(['launcher']);
await import('../dist/launcher/main.js');
