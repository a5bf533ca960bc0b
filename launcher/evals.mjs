import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { onSupportedNode } from './node/supported-node.mjs';

await onSupportedNode();
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
if (!existsSync('node_modules')) {
  console.error('The npm packages are not installed: run npm start or npm ci first.');
  process.exit(1);
}
await import('./built.mjs');
await import('../dist/launcher/evals.js');
