import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { onSupportedNode } from './supported-node.mjs';

await onSupportedNode();
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
try {
  const { register } = await import('tsx/esm/api');
  register();
} catch {
  console.error('The npm packages are not installed: run npm start or npm ci first.');
  process.exit(1);
}
await import('./ops.ts');
