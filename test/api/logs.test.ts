import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from '../../log.ts';
import { askPostgres } from '../support/stack/ask-postgres.ts';
import { ADMIN, type Product } from '../support/stack/product.ts';
import { cookieOf } from '../support/people/agent-client.ts';
import { eventually } from '../support/eventually.ts';
import { mailTo } from '../support/mail/post-mail.ts';
import { startProduct } from '../support/stack/start-product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';

/** Not to be found in any log, wherever it was written. */
const WORDS = 'xylophone-4111-1111';
const ADDRESS = 'quentin@customer.example';

let product: Product;
let lines = '';
const parsed = () =>
  lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

beforeAll(async () => {
  const log = createLog({ name: 'test', level: 'debug' }, { write: (line) => void (lines += line) });
  product = await startProduct({ log });
});
afterAll(() => product?.[Symbol.asyncDispose]());

/** Every write to a table is refused, and the refusal quotes what was to be written, as a database's own do. */
async function refuseWrites(table: string, column: string): Promise<void> {
  await askPostgres(
    product.config.databaseUrl,
    `create or replace function refuse_${table}() returns trigger language plpgsql as $$
    begin raise exception 'refused: "%"', new.${column} using errcode = '22023'; end $$;
    create trigger refuse_${table} before insert or update on ${table}
    for each row execute function refuse_${table}()`,
  );
}

const allow = (table: string) =>
  askPostgres(product.config.databaseUrl, `drop trigger refuse_${table} on ${table}`);

it('has the error whole and none of the words when statements fail, whoever sent them', async () => {
  const cookie = await cookieOf(product);
  const visit = await beginVisit(product);
  await visit.say('Hello?');
  await refuseWrites('messages', 'text');
  await refuseWrites('articles', 'text');
  await refuseWrites('inbound_emails', 'text');
  await visit.say(`My number is ${WORDS}`);
  const article = {
    projectId: product.project.id,
    id: 'art_0123456789abcdef0123',
    title: 'Mine',
    text: WORDS,
  };
  const saved = await fetch(`${product.url}/trpc/articles.save`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(article),
  });
  expect(saved.status).toBe(500);
  const mail = mailTo('support@example.test', { from: ADDRESS, text: `It is ${WORDS}` });
  const taken = await fetch(`${product.url}/webhooks/postmark/inbound`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`postmark:${product.config.mail.webhookSecrets[0]}`)}` },
    body: JSON.stringify(mail),
  });
  expect(taken.status).toBe(503);
  const handle = product.client.workflow.getHandle(`conversation/${visit.conversationId}`);
  await eventually('the failures to be logged', () =>
    ['a procedure failed', 'a webhook was not taken'].every((msg) =>
      parsed().some((line) => line['msg'] === msg),
    ),
  );
  const failed = parsed().find((line) => line['msg'] === 'a procedure failed')!;
  expect(failed).toMatchObject({ path: 'articles.save', requestId: saved.headers.get('x-request-id') });
  expect(JSON.stringify(failed['err'])).toMatch(/22023/);
  expect(JSON.stringify(failed['err'])).toMatch(/insert into/);
  expect(JSON.stringify(failed['err'])).toMatch(/\\n\s+at /);
  expect(lines).not.toContain(WORDS);
  expect(lines).not.toContain(ADDRESS);
  expect(JSON.stringify(await handle.describe())).not.toContain(WORDS);
  for (const table of ['messages', 'articles', 'inbound_emails']) await allow(table);
});

it('is not written behind our back by Postgres', async () => {
  const settings = await askPostgres<{ name: string; setting: string }>(
    product.config.databaseUrl,
    `select name, setting from pg_settings
    where name in ('log_min_messages', 'log_min_error_statement', 'log_error_verbosity',
                   'log_parameter_max_length', 'log_parameter_max_length_on_error')`,
  );
  expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
  });
});

it('says who signed in, who was refused, and to which request a line belongs', async () => {
  await cookieOf(product, ADMIN, '198.51.100.9');
  const wrong = await cookieOf(product, { ...ADMIN, password: 'wrong' }, '198.51.100.10').catch(String);
  expect(wrong).toContain('401');
  const refused = await fetch(`${product.url}/trpc/me`);
  expect(refused.status).toBe(401);
  const events = () => parsed().flatMap(({ event, requestId }) => (event ? [{ event, requestId }] : []));
  await eventually('the events', () => events().length >= 3);
  const find = (kind: string, more: object) =>
    expect(events()).toContainEqual({
      event: expect.objectContaining({ kind, ...more }) as unknown,
      requestId: expect.stringMatching(/^[\da-f-]{36}$/) as unknown,
    });
  find('signed_in', { agentId: product.agentId, address: '198.51.100.9' });
  find('sign_in_failed', { address: '198.51.100.10' });
  find('refused', { code: 'signed_out', path: 'me' });
  expect(lines).not.toContain(ADMIN.email);
});
