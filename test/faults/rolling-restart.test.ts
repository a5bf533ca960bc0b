import { randomBytes } from 'node:crypto';
import { expect, inject, it } from 'vitest';
import { newId } from '../../domain/ids.ts';
import { askPostgres } from '../support/stack/ask-postgres.ts';
import { createTestDatabase } from '../support/stack/database.ts';
import { eventually } from '../support/eventually.ts';
import { proxyProgram, startProxy, type ProxyName } from '../support/faults/proxies.ts';
import { startTwoOfEach } from '../support/faults/two-of-each.ts';

/** Twenty requests a second: a message and a look at the widget in turn. */
const EVERY_MS = 50;
/** Each may say twelve things a minute. */
const VISITORS = 110;

const settings = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  TEMPORAL_ADDRESS: inject('temporalAddress'),
  SESSION_SECRET: randomBytes(32).toString('hex'),
  WEBHOOK_SECRET: randomBytes(32).toString('hex'),
  REPLY_ADDRESS_SECRETS: randomBytes(32).toString('hex'),
  POSTMARK_SERVER_TOKEN: 'token',
  POSTMARK_API_URL: 'http://127.0.0.1:1',
  INBOUND_DOMAIN: 'reply.example.test',
  ADMIN_EMAIL: 'ana@example.com',
  ADMIN_PASSWORD: 'tamed-otter-under-bridge',
  DRAIN_SECONDS: '3',
  LOG_LEVEL: 'error',
});

/** Asks the api through the proxy as a browser would; what fails is kept with its reason. */
function traffic(url: string) {
  const failed: string[] = [];
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(url + path, init).catch((error: Error) =>
      error.cause instanceof Error ? error.cause.message : error.message,
    );
    if (typeof response === 'string') return void failed.push(`${path}: ${response}`);
    const text = await response.text();
    if (!response.ok) failed.push(`${path}: ${response.status} ${text.slice(0, 100)}`);
    return text;
  };
  const post = (procedure: string, input: unknown, token?: string) =>
    ask(`/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(input),
    });
  return { failed, ask, post };
}

it.for(['nginx', 'caddy'] as const satisfies ProxyName[])(
  'a rolling restart of two apis and two workers behind %s fails no request and loses or doubles no message',
  async (name, { skip }) => {
    if (!proxyProgram(name)) skip(`${name} is not installed: apt-get install -y nginx caddy`);
    await using database = await createTestDatabase();
    const { apis, workers } = await startTwoOfEach(settings(database.url));
    try {
      await using proxy = await startProxy(
        name,
        apis.map(({ port }) => port),
      );
      const [project] = await askPostgres<{ widgetKey: string }>(
        database.url,
        'select widget_key as "widgetKey" from projects',
      );
      const { failed, ask, post } = traffic(proxy.url);
      const visitors: { token: string; conversationId: string }[] = [];
      while (visitors.length < VISITORS) {
        const begun = await post('visitor.begin', { widgetKey: project?.widgetKey });
        const { token } = (JSON.parse(begun ?? '{}') as { result: { data: { token: string } } }).result.data;
        visitors.push({ token, conversationId: newId('cnv') });
      }

      const said: string[] = [];
      const asked: Promise<unknown>[] = [];
      const timer = setInterval(() => {
        if (asked.length % 2 === 0) return void asked.push(ask('/widget.js'));
        const { token, conversationId } = visitors[said.length % VISITORS]!;
        const id = newId('msg');
        said.push(id);
        asked.push(post('visitor.send', { conversationId, id, text: id, page: null }, token));
      }, EVERY_MS);
      for (const each of [...apis, ...workers]) await each.restart();
      clearInterval(timer);
      await Promise.all(asked);

      expect(failed).toEqual([]);
      const recorded = () =>
        askPostgres<{ text: string }>(
          database.url,
          "select text from messages where author ->> 'by' = 'customer'",
        );
      await eventually(
        'every message to be recorded',
        async () => (await recorded()).length >= said.length,
        60_000,
      );
      expect((await recorded()).map(({ text }) => text).sort()).toEqual([...said].sort());
      console.log(`${name}: ${asked.length} requests, ${said.length} messages, none failed, lost or doubled`);
    } finally {
      await Promise.all([...apis, ...workers].map((each) => each.stop()));
    }
  },
);
