import v8 from 'node:v8';
import { ensureBuilt } from './build/ensure-built.mjs';
import { prepare } from './node/prepare.mjs';

// What is read and hashed here is garbage at once, and no reason for a larger heap.
v8.setFlagsFromString('--semi-space-growth-factor=1');
await prepare();
// This process stays as long as the product runs. A compiler in it, and its own process beside it, would stay as long.
ensureBuilt(['launcher']);
await import('../dist/launcher/main.js');
