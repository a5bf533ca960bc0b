import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Check } from '../../../domain/doctor/check.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.[Symbol.asyncDispose]());

/** What `npm run doctor` runs, where the api's own settings are. */
async function doctor(args: string[], changed: Record<string, string> = {}) {
  const { config } = product;
  const env = {
    PATH: process.env['PATH'],
    DATA_DIR: '/nowhere',
    PUBLIC_URL: config.publicUrl,
    DATABASE_URL: config.databaseUrl,
    SESSION_SECRET: config.sessionSecret,
    POSTMARK_SERVER_TOKEN: config.mail.postmarkToken,
    POSTMARK_API_URL: config.mail.postmarkUrl ?? '',
    INBOUND_DOMAIN: config.mail.inboundDomain ?? '',
    REPLY_ADDRESS_SECRETS: config.mail.replyAddressSecrets.join(','),
    WEBHOOK_SECRET: config.mail.webhookSecrets.join(','),
    ...changed,
  };
  const child = spawn(process.execPath, ['launcher/doctor.mjs', ...args], { cwd: root, env });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}

const checksIn = (stdout: string) =>
  (JSON.parse(stdout) as { ok: boolean; projects: { project: string; checks: Check[] }[] }).projects.flatMap(
    ({ checks }) => checks,
  );

it('sends a mail around and ends well where everything is set up right', async () => {
  const { code, stdout, stderr } = await doctor([]);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/✓ A test mail comes back\n +It came back through the webhook after \d/);
  expect(stdout).toContain('Everything is as it should be.');
  expect(stdout).not.toContain(product.config.mail.webhookSecrets[0]);
  expect(code).toBe(0);
});

it('ends with 1 and says what to do where something is not right', async () => {
  const secret = 'a secret the provider does not know';
  const { code, stdout } = await doctor(['--no-test-mail'], {
    WEBHOOK_SECRET: secret,
    INBOUND_DOMAIN: 'example.com',
  });
  expect(code).toBe(1);
  expect(stdout).toMatch(/✗ Inbound webhook\n +Its password is not WEBHOOK_SECRET/);
  expect(stdout).toMatch(/✗ Answers arrive apart .*\n +Agents sign in with addresses at example\.com/);
  expect(stdout).toContain('→ Receive answers on a subdomain');
  expect(stdout).not.toContain(secret);
  const refused = await doctor(['--json', '--no-test-mail'], { POSTMARK_SERVER_TOKEN: 'wrong' });
  expect(refused.code).toBe(1);
  expect(checksIn(refused.stdout).find(({ id }) => id === 'server')).toMatchObject({ status: 'broken' });
});

it('speaks up about a configuration or a database that is missing', async () => {
  const unset = await doctor(['--json'], { DATABASE_URL: '', WEBHOOK_SECRET: '' });
  expect(unset.code).toBe(1);
  expect(checksIn(unset.stdout)).toMatchObject([
    { id: 'configuration', detail: expect.stringMatching(/DATABASE_URL[^]*WEBHOOK_SECRET/) as string },
  ]);
  const gone = await doctor(['--json'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x' });
  expect(gone.code).toBe(1);
  expect(checksIn(gone.stdout)).toMatchObject([{ id: 'database' }]);
});
