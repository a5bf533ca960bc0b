import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { installPackages } from './install.mjs';

/** Makes TypeScript and packages usable in this process; Node built-ins only, since nothing may be installed yet. */
export async function prepare() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(
      `Throughline needs Node 20.19 or newer; this is ${process.versions.node} (https://nodejs.org).`,
    );
    process.exit(1);
  }
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  await installPackages().catch((error) => {
    console.error(error.exitCode ? error.message : error);
    process.exit(error.exitCode ?? 1);
  });
  const { register } = await import('tsx/esm/api');
  register();
}
