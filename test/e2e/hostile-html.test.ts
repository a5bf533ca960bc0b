import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameDocument } from '../../api/mail/html/frame-document.ts';
import { respondFrame } from '../../api/mail/html/mail-routes.ts';
import { setSecurityHeaders } from '../../api/http/security-headers.ts';
import { SANDBOX } from '../../domain/frame-sandbox.ts';
import { askPostgres } from '../support/stack/ask-postgres.ts';
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts';
import { corpusFolder } from '../support/mail/corpus.ts';
import { eventually } from '../support/eventually.ts';
import { hostilePayloads, type HostilePayload } from '../support/mail/hostile-html.ts';
import { runProduct } from '../support/stack/run-product.ts';
import { type RunningProduct } from '../support/stack/running-product.ts';
import { readFrame } from '../support/browser/read-frame.ts';
import { signIn } from './story.ts';

const corpus = corpusFolder();
const payloads = corpus ? hostilePayloads(corpus) : [];
if (!corpus) console.log('Skipped: set THROUGHLINE_CORPUS to the folder of the mail corpus.');
/** Frames on one page at once: enough to be quick, few enough for a phone's memory. */
const BATCH = 40;

let browser: TestBrowser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.[Symbol.asyncDispose]());

/** A page that notices every dialog, and every request to anywhere but `home`, which it also keeps from leaving. */
async function watchedPage(home: string): Promise<{ page: Page; noticed: string[] }> {
  const page = await browser.person();
  const noticed: string[] = [];
  page.on('dialog', (dialog) => {
    noticed.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => noticed.push('popup'));
  await page.route(
    (url) => url.origin !== home && url.protocol.startsWith('http'),
    (route) => {
      noticed.push(`request ${route.request().url()}`);
      return route.abort();
    },
  );
  return { page, noticed };
}

/** Puts frames into the page as the inbox does, and waits until each has loaded whatever it will. */
async function showFrames(page: Page, urls: string[]): Promise<Frame[]> {
  await page.evaluate(
    async ({ urls: all, sandbox }) => {
      document.body.replaceChildren();
      await Promise.all(
        all.map(
          (src) =>
            new Promise((loaded) => {
              const frame = document.createElement('iframe');
              frame.setAttribute('sandbox', sandbox);
              frame.addEventListener('load', loaded);
              frame.src = src;
              document.body.append(frame);
            }),
        ),
      );
    },
    { urls, sandbox: SANDBOX },
  );
  return page.frames().filter((frame) => frame !== page.mainFrame());
}

it('would notice a script and a request', async () => {
  const { page, noticed } = await watchedPage('https://inbox.example');
  await page.setContent('<img src=x onerror=alert(1)><img src="https://evil.example/open.gif">');
  await eventually('both to be noticed', () => noticed.length >= 2);
  expect(noticed.sort()).toEqual(['dialog 1', 'request https://evil.example/open.gif']);
});

describe.skipIf(!corpus)('a hostile mail', () => {
  let product: RunningProduct;
  let shown: { page: Page; noticed: string[] };

  beforeAll(async () => {
    product = await runProduct();
    shown = await watchedPage(product.url);
    await signIn(shown.page, product);
    shown.noticed.length = 0;
  });
  afterAll(() => product?.[Symbol.asyncDispose]());

  it('runs nothing, sends nothing and keeps its words, whatever it brings', async () => {
    const ids = await postMails(product, payloads);
    const verdicts: Record<string, string[]> = {};
    for (let from = 0; from < payloads.length; from += BATCH) {
      const batch = payloads.slice(from, from + BATCH);
      await showFrames(
        shown.page,
        batch.map(({ name }) => `${product.url}/mails/${ids.get(name)}/html`),
      );
      for (const payload of batch) {
        const frame = shown.page.frame({ url: `${product.url}/mails/${ids.get(payload.name)}/html` });
        const verdict = await verdictOn(shown.page, frame, payload);
        if (verdict.length > 0) verdicts[payload.name] = verdict;
      }
    }
    expect(verdicts).toEqual({});
    expect(shown.noticed).toEqual([]);
    expect(ids.size).toBe(payloads.length);
  });
});

/** As mail that matches nothing, which is kept and shown to the team without a conversation. */
async function postMails(product: RunningProduct, all: HostilePayload[]): Promise<Map<string, string>> {
  const authorization = `Basic ${Buffer.from(`postmark:${product.webhookSecret}`).toString('base64')}`;
  const post = async ({ name, html }: HostilePayload, sender: number) => {
    const mail = {
      MessageID: crypto.randomUUID(),
      // One domain alone would be taken for a flood.
      From: `mallory@evil-${sender}.example`,
      To: 'nobody@nowhere.example',
      Subject: name,
      TextBody: 'Only the HTML matters.',
      HtmlBody: html,
    };
    const status = await eventually('a busy machine to take it', async () => {
      const answer = await fetch(`${product.url}/webhooks/postmark/inbound`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(mail),
      });
      // Which asks the provider to come again.
      return answer.status !== 503 && answer.status;
    });
    expect(status, name).toBe(200);
  };
  for (let from = 0; from < all.length; from += BATCH)
    await Promise.all(all.slice(from, from + BATCH).map((each, index) => post(each, from + index)));
  const rows = await askPostgres<{ id: string; subject: string }>(
    product.databaseUrl,
    'select id, subject from inbound_emails',
  );
  return new Map(rows.map(({ id, subject }) => [subject, id]));
}

async function verdictOn(page: Page, frame: Frame | null, payload: HostilePayload): Promise<string[]> {
  if (!frame) return ['the frame went somewhere else'];
  const { found, words } = await frame.evaluate(readFrame);
  if (!payload.survives) return found;
  const meant = await page.evaluate(
    (html) => new DOMParser().parseFromString(html, 'text/html').body.textContent,
    payload.html,
  );
  const squeeze = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim();
  return squeeze(words) === squeeze(meant) ? found : [...found, `its words became “${squeeze(words)}”`];
}

describe.skipIf(!corpus)('behind the sanitiser', () => {
  let server: Server;
  let home: string;

  /** The inbox's own policy around the frame's own policy, and mails that nothing has cleaned. */
  beforeAll(async () => {
    server = createServer((req, res) => {
      setSecurityHeaders(res, { publicUrl: home });
      const index = /^\/raw\/(\d+)$/.exec(req.url ?? '')?.[1];
      if (index !== undefined) return respondFrame(res, frameDocument(payloads[Number(index)]?.html ?? ''));
      res
        .writeHead(200, { 'Content-Type': 'text/html' })
        .end('<!doctype html><title>Inbox</title><body></body>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server?.closeAllConnections();
    server?.close();
  });

  it('the frame alone lets no script run and no request leave', async () => {
    const { page, noticed } = await watchedPage(home);
    await page.goto(home);
    for (let from = 0; from < payloads.length; from += BATCH) {
      const urls = payloads.slice(from, from + BATCH).map((_each, index) => `${home}/raw/${from + index}`);
      await showFrames(page, urls);
    }
    expect(noticed).toEqual([]);
  });
});
