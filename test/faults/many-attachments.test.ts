import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, inject, it } from 'vitest';
import { NODE_FLAGS } from '../../launcher/processes/node-flags.ts';
import { askPostgres } from '../support/stack/ask-postgres.ts';
import { createTestDatabase } from '../support/stack/database.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/stack/free-port.ts';
import { createUndo } from '../support/undo.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SECRET = 'the secret of the webhooks';
/** The promise is 400. */
const LIMIT_MB = 340;

/** An api process of its own, because memory belongs to a process. */
async function startApi(databaseUrl: string) {
  const port = await freePort();
  const child = spawn(process.execPath, [...NODE_FLAGS, 'dist/api/main.js'], {
    cwd: root,
    stdio: 'ignore',
    env: {
      ...process.env,
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: inject('temporalAddress'),
      SESSION_SECRET: randomBytes(32).toString('hex'),
      POSTMARK_SERVER_TOKEN: 'token',
      INBOUND_DOMAIN: 'reply.example.test',
      REPLY_ADDRESS_SECRETS: randomBytes(24).toString('hex'),
      WEBHOOK_SECRET: SECRET,
      ADMIN_EMAIL: 'ana@example.com',
      ADMIN_PASSWORD: 'tamed-otter-under-bridge',
      LOG_LEVEL: 'error',
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await eventually(
    'the api',
    async () => (await fetch(`${url}/health`).catch(() => null))?.ok === true,
    60_000,
  );
  return { url, child };
}

/** The most a process ever held, in megabytes; elsewhere than on Linux, what it holds now. */
function peakOf({ pid }: ChildProcess): number {
  if (process.platform === 'linux') {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
  }
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1_024;
}

/** As a provider would post it: so many bytes in several files, and all of it once more in the raw mail if that is asked for. */
function mailOf(bytes: number, { withSource = false } = {}): string {
  const Content = randomBytes(bytes / 4).toString('base64');
  const id = crypto.randomUUID();
  return JSON.stringify({
    MessageID: id,
    Headers: [{ Name: 'Message-ID', Value: `<${id}@mail.example.org>` }],
    From: 'kim@example.org',
    To: 'nobody@nowhere.example',
    Subject: 'Everything we have',
    TextBody: 'See the files.',
    ...(withSource && { RawEmail: sourceOf(Content.repeat(4)) }),
    Attachments: [1, 2, 3, 4].map((index) => ({
      Name: `part-${index}.bin`,
      Content,
      ContentType: 'application/octet-stream',
    })),
  });
}

function sourceOf(base64: string): string {
  const body = base64.replace(/.{76}/g, '$&\r\n');
  return `From: kim@example.org\r\nSubject: Everything we have\r\n\r\n${body}\r\n`;
}

it('takes 34 MB of attachments four at a time in less than 400 MB, and ordinary mail meanwhile', async () => {
  await using undo = createUndoAsync();
  const database = await createTestDatabase();
  undo.defer(() => database[Symbol.asyncDispose]());
  const { url, child } = await startApi(database.url);
  undo.defer(() => {
    child.kill('SIGKILL');
  });
  const before = peakOf(child);
  const post = async (body: string) => {
    const response = await fetch(`${url}/webhooks/postmark/inbound`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Basic ${Buffer.from(`postmark:${SECRET}`).toString('base64')}`,
      },
      body,
    });
    return response.status;
  };
  const statuses: number[] = [];
  let smallestWait = Infinity;
  for (let round = 0; round < 3; round++) {
    const large = Array.from({ length: 4 }, () => post(mailOf(34_000_000)));
    const began = performance.now();
    statuses.push(await post(mailOf(400)));
    smallestWait = Math.min(smallestWait, performance.now() - began);
    statuses.push(...(await Promise.all(large)));
  }
  expect(statuses).toEqual(Array(15).fill(200));
  const peak = peakOf(child);
  console.log(
    `the api's peak: ${Math.round(peak)} MB, ${Math.round(before)} MB before; small mail after ${Math.round(smallestWait)} ms`,
  );
  expect(peak).toBeLessThan(LIMIT_MB);
  // The largest that Postmark sends, with everything twice; and one whose source is kept.
  const sizes = [35_000_000, 35_000_000, 8_000_000, 8_000_000];
  const doubled = sizes.map((bytes) => post(mailOf(bytes, { withSource: true })));
  expect(await Promise.all(doubled)).toEqual(Array(4).fill(200));
  const withSources = peakOf(child);
  console.log(`with raw mails: ${Math.round(withSources)} MB`);
  const [kept] = await askPostgres<{ bytes: string; files: string }>(
    database.url,
    'select sum(length(bytes)) as bytes, count(distinct attachment_id) as files from attachment_pieces',
  );
  expect(kept).toEqual({ bytes: String(3 * (4 * 34_000_000 + 400) + 86_000_000), files: '76' });
  expect(withSources).toBeLessThan(400);
});

/** Undone however the test ends. */
function createUndoAsync() {
  const undo = createUndo();
  return { defer: undo.defer, [Symbol.asyncDispose]: () => undo.all() };
}
