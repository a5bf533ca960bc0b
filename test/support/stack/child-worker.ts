import { spawn, type ChildProcess } from 'node:child_process';
import { build } from 'esbuild';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { projectFile } from '../../../project-file.ts';
import type { Product } from './product.ts';

/** Starts a worker of a product in a process of its own, which a test can kill as an operating system does. */
export async function startChildWorker(
  product: Product,
  program: string,
  more: string[] = [],
): Promise<ChildProcess> {
  const args = [await bundleOf(program), product.config.temporal.taskQueue, ...more];
  const child = spawn(process.execPath, args, {
    env: environmentOf(product),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The worker did not start.')));
  await Promise.race([once(child.stdout, 'data'), ended]);
  ended.catch(() => undefined);
  return child;
}

/** Of this process alone: others may run what they bundled. */
const folder = projectFile(`dist/test/${process.pid}`);
const bundles = new Map<string, Promise<string>>();

/** As one file, because the hundreds that it is made of take three seconds of a core to load. */
function bundleOf(program: string): Promise<string> {
  const bundle = bundles.get(program) ?? bundled(program);
  bundles.set(program, bundle);
  return bundle;
}

async function bundled(program: string): Promise<string> {
  const outfile = `${folder}/${basename(program, '.ts')}.js`;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    ...{ entryPoints: [program], outfile, bundle: true, packages: 'external' },
    ...{ platform: 'node', format: 'esm', keepNames: true, logLevel: 'silent' },
  });
  return outfile;
}

export async function killChild(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** What the child needs to be the same product. */
function environmentOf({ config }: Product): Record<string, string> {
  const { mail } = config;
  return {
    ...(process.env as Record<string, string>),
    PORT: String(config.port),
    PUBLIC_URL: config.publicUrl,
    DATABASE_URL: config.databaseUrl,
    TEMPORAL_ADDRESS: config.temporal.address,
    SOURCE_HOSTS: config.sourceHosts.join(','),
    SESSION_SECRET: 'x'.repeat(32),
    WEBHOOK_SECRET: 'x'.repeat(32),
    POSTMARK_SERVER_TOKEN: mail.postmarkToken,
    POSTMARK_API_URL: mail.postmarkUrl ?? '',
    INBOUND_DOMAIN: mail.inboundDomain ?? '',
    REPLY_ADDRESS_SECRETS: mail.replyAddressSecrets.join(','),
  };
}
