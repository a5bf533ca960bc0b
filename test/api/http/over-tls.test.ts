import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAuth } from '../../../api/sign-in/auth.ts';
import { createLimits } from '../../../api/rpc/limits.ts';
import { createApiReadiness } from '../../../api/readiness.ts';
import { createApiServer } from '../../../api/server.ts';
import { createAssistGateway } from '../../../api/gateway/assist-gateway.ts';
import { createCrawlGateway } from '../../../api/gateway/crawl-gateway.ts';
import { createGapWork } from '../../../api/gateway/gap-work.ts';
import { createEvaluationGateway } from '../../../api/gateway/evaluation-gateway.ts';
import { createResolver } from '../../../api/mail/provider/dns-resolver.ts';
import { cookieOf } from '../../support/people/agent-client.ts';
import { freePort } from '../../support/stack/free-port.ts';
import { ADMIN, type Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import { createPostOutside } from '../../../post-outside.ts';

const PUBLIC_URL = 'https://support.example.com';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ worker: false });
});
afterAll(() => product?.[Symbol.asyncDispose]());

/** An api behind a proxy that speaks TLS for it, as in production. */
async function behindTls(): Promise<{ url: string } & AsyncDisposable> {
  const { database, client, gateway, feed } = product;
  const readiness = createApiReadiness({ db: database.db, client, temporal: product.config.temporal });
  const config = { ...product.config, publicUrl: PUBLIC_URL, demoPage: false };
  const auth = createAuth({ db: database.db, config });
  const deps = { db: database.db, client, config, gateway, feed, auth, resolve: createResolver(), readiness };
  const server = createApiServer({
    ...deps,
    evaluations: createEvaluationGateway({ client, temporal: product.config.temporal }),
    crawls: createCrawlGateway({ db: database.db, client, temporal: product.config.temporal }),
    gapWork: createGapWork({ client, temporal: product.config.temporal }),
    assist: createAssistGateway({ client, temporal: product.config.temporal }),
    limits: createLimits(),
    outside: createPostOutside(),
    log: pino({ level: 'silent' }),
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

it('sets cookies for this very host, and tells browsers to come over nothing but TLS', async () => {
  await using api = await behindTls();
  const response = await fetch(`${api.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: PUBLIC_URL },
    body: JSON.stringify({ email: ADMIN.email, password: ADMIN.password }),
  });
  expect(response.status).toBe(200);
  const [cookie = ''] = response.headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-throughline\.session_token=/);
  expect(cookie).toMatch(/; Secure/);
  expect(cookie).toMatch(/; HttpOnly/);
  expect(cookie).toMatch(/; Path=\/(;|$)/);
  expect(cookie).not.toMatch(/Domain=/i);
  const me = await fetch(`${api.url}/trpc/me`, { headers: { cookie: cookie.split(';', 1)[0]! } });
  expect(me.status).toBe(200);
  expect(me.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
});

it('has no demo page unless it is asked for', async () => {
  await using api = await behindTls();
  expect((await fetch(`${api.url}/demo`)).status).toBe(404);
  expect((await fetch(`${product.url}/demo`)).status).toBe(200);
});

it('promises nothing of TLS where there is none', async () => {
  expect((await fetch(`${product.url}/health`)).headers.get('strict-transport-security')).toBeNull();
  expect(await cookieOf(product)).not.toContain('__Host-');
});
