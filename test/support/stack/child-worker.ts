import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Product } from './product.ts';

/** Starts a worker of a product in a process of its own, which a test can kill as an operating system does. */
export async function startChildWorker(
  product: Product,
  program: string,
  more: string[] = [],
): Promise<ChildProcess> {
  const args = ['--import', 'tsx', program, product.config.temporal.taskQueue, ...more];
  const child = spawn(process.execPath, args, {
    env: environmentOf(product),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The worker did not start.')));
  await Promise.race([once(child.stdout, 'data'), ended]);
  ended.catch(() => undefined);
  return child;
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
