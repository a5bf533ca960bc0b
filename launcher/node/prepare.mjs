import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { installPackages } from './install.mjs';
import { onSupportedNode } from './supported-node.mjs';

/** Makes the packages usable in this process; Node built-ins only, since nothing may be installed yet. */
export async function prepare() {
  await onSupportedNode();
  process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
  await installPackages().catch((error) => {
    console.error(error.exitCode ? error.message : error);
    process.exit(error.exitCode ?? 1);
  });
}
