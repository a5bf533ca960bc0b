import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuth, ensureAgent } from '../../api/sign-in/auth.ts';
import { inboundEmails, projects } from '../../db/schema/schema.ts';
import { readTranscript } from '../../db/conversation/transcript.ts';
import { newId, type AttachmentId } from '../../domain/ids.ts';
import { MAX_FILE_BYTES } from '../../domain/files/sendable-files.ts';
import { cookieOf, signIn, type AgentClient } from '../support/people/agent-client.ts';
import { eventually } from '../support/eventually.ts';
import type { Product } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const OUTSIDER = { email: 'eve@example.net', name: 'Eve', password: 'another long password' };

let product: Product;
let agent: AgentClient;
let cookie: string;
let outsider: string;
let visit: Awaited<ReturnType<typeof beginVisit>>;

beforeAll(async () => {
  product = await startProduct();
  visit = await beginVisit(product);
  await visit.askForPerson('kim@example.org');
  await eventually('the conversation', async () => (await transcript()).length > 0);
  cookie = await cookieOf(product);
  agent = await signIn(product);
  const { db } = product.database;
  const projectId = newId('prj');
  await db.insert(projects).values({
    id: projectId,
    name: 'Other',
    widgetKey: newId('pk'),
    greeting: '',
    supportAddress: 'a@b.test',
  });
  await ensureAgent(
    { db, auth: createAuth({ db, config: product.config }) },
    { ...OUTSIDER, projectId, role: 'agent' },
  );
  outsider = await cookieOf(product, OUTSIDER);
});
afterAll(() => product?.[Symbol.asyncDispose]());

const transcript = () =>
  readTranscript(product.database.db, { conversationId: visit.conversationId, afterRevision: 0 });

async function upload(
  name: string,
  body: Buffer,
  { id = newId('att'), headers = { cookie } }: { id?: AttachmentId; headers?: Record<string, string> } = {},
) {
  const query = new URLSearchParams({ conversation: visit.conversationId, name });
  const response = await fetch(`${product.url}/attachments/${id}?${query}`, {
    method: 'PUT',
    headers,
    body: new Uint8Array(body),
  });
  return { id, status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

const get = (path: string, headers: Record<string, string> = {}) => fetch(product.url + path, { headers });

async function reply(attachments: AttachmentId[], text = 'See the file.') {
  const seenSeq = (await transcript()).at(-1)?.seq ?? 0;
  const id = newId('msg');
  await agent.conversations.reply.mutate({
    conversationId: visit.conversationId,
    id,
    text,
    seenSeq,
    attachments,
  });
  return id;
}

describe('a file of an agent', () => {
  it('goes out with the reply, shows on the message, and is saved by the visitor with a link of their own', async () => {
    const first = await upload('Größe.csv', Buffer.from('a,b\n1,2\n'));
    expect(first).toMatchObject({
      status: 200,
      answer: { name: 'Größe.csv', contentType: 'text/csv', size: 8 },
    });
    const second = await upload('shot.png', PNG);
    const messageId = await reply([second.id, first.id]);

    const mail = await eventually('the mail', () =>
      product.mailbox.ledger().find((each) => each.text.includes('See the file.')),
    );
    expect(mail.attachments).toEqual([
      { Name: 'shot.png', Content: PNG.toString('base64'), ContentType: 'image/png', ContentID: '' },
      {
        Name: 'Größe.csv',
        Content: Buffer.from('a,b\n1,2\n').toString('base64'),
        ContentType: 'text/csv',
        ContentID: '',
      },
    ]);
    const message = (await transcript()).find(({ id }) => id === messageId);
    expect(message?.attachments.map(({ name }) => name)).toEqual(['shot.png', 'Größe.csv']);

    const { path } = await visit.visitor.file.query({ conversationId: visit.conversationId, id: first.id });
    const saved = await get(path);
    expect(await saved.text()).toBe('a,b\n1,2\n');
    expect(Object.fromEntries(saved.headers)).toMatchObject({
      'content-type': 'text/csv',
      'content-disposition': `attachment; filename="Gr__e.csv"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.csv`,
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  });

  it('is the same when it is uploaded again, and nobody else’s', async () => {
    const { id } = await upload('a.txt', Buffer.from('one'));
    expect((await upload('a.txt', Buffer.from('one'), { id })).status).toBe(200);
    expect((await upload('a.txt', Buffer.from('two'), { id })).status).toBe(400);
    const stranger = await beginVisit(product);
    await expect(
      stranger.visitor.file.query({ conversationId: visit.conversationId, id }),
    ).rejects.toMatchObject({ data: { refusal: 'conversation_not_found' } });
    await expect(
      visit.visitor.file.query({ conversationId: visit.conversationId, id }),
    ).rejects.toMatchObject({
      data: { refusal: 'not_found' },
    });
  });

  it('goes with one reply only, and only in its conversation', async () => {
    const { id } = await upload('once.txt', Buffer.from('once'));
    const sent = await reply([id], 'Once.');
    await eventually('the reply', async () => (await transcript()).some((message) => message.id === sent));
    await expect(reply([id], 'Twice.')).rejects.toMatchObject({ data: { refusal: 'attachment_gone' } });
    await expect(reply([newId('att')], 'None.')).rejects.toMatchObject({
      data: { refusal: 'attachment_gone' },
    });
    await expect(reply([id, id], 'Both.')).rejects.toMatchObject({ data: { refusal: 'attachment_gone' } });
  });

  it('is refused with a sentence when it cannot be mailed', async () => {
    expect(await upload('run.exe', Buffer.from('MZ'))).toMatchObject({
      status: 400,
      answer: { error: 'not_sendable' },
    });
    expect(await upload('run.exe\u200b', Buffer.from('MZ'))).toMatchObject({ status: 400 });
    const large = await upload('large.bin.txt', Buffer.alloc(MAX_FILE_BYTES + 1));
    expect(large).toMatchObject({ status: 413, answer: { error: 'too_large' } });
    expect(String(large.answer['words'])).toMatch(/^A mail takes 7\.1 MB/);
  });

  it('comes from a member of the project and from our own pages only', async () => {
    const file = Buffer.from('x');
    const own = await upload('a.txt', file);
    expect((await upload('a.txt', file, { headers: {} })).status).toBe(401);
    expect((await upload('a.txt', file, { headers: { cookie: outsider } })).status).toBe(404);
    expect(
      (await upload('a.txt', file, { headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status,
    ).toBe(403);
    expect((await get(`/attachments/${own.id}`, { cookie })).status).toBe(200);
    for (const headers of [{}, { cookie: outsider }, { cookie, 'sec-fetch-site': 'cross-site' }] as Record<
      string,
      string
    >[])
      expect((await get(`/attachments/${own.id}`, headers)).status).toBe(404);
    expect((await get(`/attachments/${own.id}?signature=x&expires=9999999999`, { cookie })).status).toBe(404);
    expect((await get('/attachments/att_../../etc/passwd', { cookie })).status).toBe(404);
  });
});

describe('a mail with pictures', () => {
  it('is drawn in a frame of its own, its pictures by signed links, for members only', async () => {
    const [sent] = product.mailbox.ledger();
    const files = [
      { Name: 'shot.png', Content: PNG.toString('base64'), ContentType: 'text/html', ContentID: 'shot@x' },
      {
        Name: 'evil.svg',
        Content: Buffer.from('<svg onload="alert(1)"/>').toString('base64'),
        ContentType: 'image/png',
        ContentID: '',
      },
    ];
    product.mailbox.answer(sent!.id, 'Here it is.', { files });
    const message = await eventually('the answer', async () =>
      (await transcript()).find(({ text }) => text.includes('Here it is.')),
    );
    expect(message).toMatchObject({
      original: { html: true, source: false },
      attachments: [
        { name: 'shot.png', contentType: 'image/png', inline: true },
        { name: 'evil.svg', contentType: 'application/octet-stream', inline: false },
      ],
    });
    const page = await get(`/mails/${message.emailId}/html`, { cookie });
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; .*sandbox allow-popups/,
    );
    expect(page.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    const html = await page.text();
    const image = /src="(\/attachments\/[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const drawn = await get(image);
    expect(drawn.headers.get('content-type')).toBe('image/png');
    expect(drawn.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(Buffer.from(await drawn.arrayBuffer())).toEqual(PNG);
    const svg = message.attachments[1]!.id;
    expect((await get(image.replace(message.attachments[0]!.id, svg))).status).toBe(404);
    expect((await get(`/attachments/${message.attachments[0]!.id}/image`, { cookie })).status).toBe(404);
    expect((await get(`/mails/${message.emailId}/html`, { cookie: outsider })).status).toBe(404);
    expect((await get(`/mails/${message.emailId}/html`)).status).toBe(404);
  });

  it('keeps its raw source a click away, where there is one', async () => {
    const { db } = product.database;
    const [email] = await db.select().from(inboundEmails);
    expect((await get(`/mails/${email!.id}/source`, { cookie })).status).toBe(404);
    const payload = { ...(email!.payload as object), RawEmail: 'From: kim\r\n\r\n<script>alert(1)</script>' };
    await db.update(inboundEmails).set({ payload, hasSource: true }).where(eq(inboundEmails.id, email!.id));
    const source = await get(`/mails/${email!.id}/source`, { cookie });
    expect(source.headers.get('content-disposition')).toContain('attachment');
    expect(await source.text()).toContain('<script>');
    expect(await agent.mails.original.query({ projectId: product.project.id, id: email!.id })).toMatchObject({
      hasSource: true,
      hasHtml: true,
    });
  });

  it('fetches no picture of the web that no mail named', async () => {
    const url = encodeURIComponent('http://127.0.0.1/');
    expect((await get(`/remote-image?url=${url}`, { cookie })).status).toBe(404);
    expect((await get(`/remote-image?url=${url}&expires=9999999999&signature=x`, { cookie })).status).toBe(
      404,
    );
  });
});
