import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerClient } from 'postmark';
import { expect, it } from 'vitest';
import { postmarkEvent, toMailEvent } from '../../api/mail/provider/postmark-event.ts';
import { postmarkInbound, toInboundMail } from '../../api/mail/provider/postmark-inbound.ts';
import { isAutomatic } from '../../domain/mail/judging/automatic-mail.ts';
import { firstHeader } from '../../domain/mail/inbound-mail.ts';
import { readText } from '../../domain/mail/reading/read-reply.ts';
import { senderVerdict } from '../../domain/mail/judging/sender-verdict.ts';
import { startMailbox } from '../../mailbox/mailbox.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/stack/free-port.ts';
import { createUndo } from '../support/undo.ts';

interface Posted {
  path: string;
  secret: string;
  body: Record<string, unknown>;
}

/** A product that hears webhooks and answers with the statuses it is given, then with 200. */
async function startListener() {
  const undo = createUndo();
  const posted: Posted[] = [];
  const statuses: number[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const secret = Buffer.from((req.headers.authorization ?? '').slice(6), 'base64').toString();
      posted.push({
        path: req.url ?? '',
        secret,
        body: JSON.parse(Buffer.concat(chunks).toString()) as Posted['body'],
      });
      res.writeHead(statuses.shift() ?? 200).end('{"result":"taken"}');
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  undo.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const folder = mkdtempSync(join(tmpdir(), 'mailbox-'));
  undo.defer(() => rmSync(folder, { recursive: true }));
  const journal = join(folder, 'mail', 'mails.jsonl');
  const start = async () => {
    const mailbox = await startMailbox({
      port: 0,
      journal,
      webhookSecret: 'secret',
      inboundWebhookUrl: `http://127.0.0.1:${port}/inbound`,
      eventsWebhookUrl: `http://127.0.0.1:${port}/events`,
      deliveryDelayMs: 10,
      retries: [10, 10, 10],
    });
    undo.defer(() => mailbox.stop());
    const client = new ServerClient('any', {
      requestHost: new URL(mailbox.url).host,
      useHttps: false,
      timeout: 5,
    });
    return { mailbox, send: (parts: object = {}) => client.sendEmail({ ...message, ...parts }) };
  };
  const at = (path: string) => posted.filter((each) => each.path === path);
  return { posted, statuses, start, at, journal, [Symbol.asyncDispose]: () => undo.all() };
}

const message = {
  From: '"Ana (Acme)" <support@acme.example>',
  To: 'kim@example.org',
  ReplyTo: 'reply+0123456789abcdefghjkmnpqrstvwxy@reply.example.test',
  Subject: 'Re: How do I start it?',
  TextBody: 'Try it.\n\n— Reply above this line —\n',
  HtmlBody: '<html><body><p>Try it.</p></body></html>',
  Metadata: { delivery: 'dlv_0000000000000001' },
  Headers: [
    { Name: 'Message-ID', Value: '<two@acme.example>' },
    { Name: 'X-PM-KeepID', Value: 'true' },
    { Name: 'References', Value: '<one@acme.example>' },
  ],
};

it('reports what became of each mail', async () => {
  await using listener = await startListener();
  const { send } = await listener.start();
  await send();
  await send({ To: 'bounce@example.org' });
  await send({ To: 'complain@example.org' });
  await eventually('three events', () => listener.at('/events').length === 3);
  const news = listener.posted.map(({ body }) => toMailEvent(postmarkEvent.parse(body)));
  expect(news.map((each) => each?.state).sort()).toEqual(['bounced', 'complained', 'delivered']);
  expect(news.map((each) => each?.deliveryId)).toEqual(Array(3).fill('dlv_0000000000000001'));
  expect(listener.posted[0]?.secret).toBe('postmark:secret');
});

it('answers like a customer’s mail program, with what Postmark adds', async () => {
  await using listener = await startListener();
  const { mailbox, send } = await listener.start();
  const { MessageID } = await send();
  mailbox.answer(MessageID, 'It works now.\nThanks!');
  const [posted] = await eventually(
    'the mail',
    () => listener.at('/inbound').length > 0 && listener.at('/inbound'),
  );
  const mail = toInboundMail(postmarkInbound.parse(posted?.body));
  expect(mail).toMatchObject({
    from: { email: 'kim@example.org', name: '' },
    to: [message.ReplyTo],
    originalRecipient: message.ReplyTo,
    mailboxHash: '0123456789abcdefghjkmnpqrstvwxy',
    subject: 'Re: How do I start it?',
  });
  expect(firstHeader(mail, 'in-reply-to')).toBe('<two@acme.example>');
  expect(firstHeader(mail, 'references')).toBe('<one@acme.example> <two@acme.example>');
  expect(mail.text).toMatch(/^On .+ Ana \(Acme\)/m);
  expect(mail.html).toContain('gmail_quote');
  expect(readText(mail.text).reply).toBe('It works now.\nThanks!');
  expect(senderVerdict(mail)).toBe('verified');
  expect(isAutomatic(mail)).toBe(false);
  await eventually('its arrival', () => mailbox.answers()[0]?.result.words === 'Arrived.');
});

it('posts again until it is taken, and stops at 403', async () => {
  await using listener = await startListener();
  const { mailbox, send } = await listener.start();
  const { MessageID } = await send();
  await eventually('the event', () => listener.posted.length === 1);
  listener.statuses.push(503, 401, 200);
  mailbox.answer(MessageID, 'One');
  await eventually('the arrival', () => mailbox.answers()[0]?.result.words === 'Arrived.');
  expect(listener.at('/inbound')).toHaveLength(3);
  listener.statuses.push(403);
  mailbox.answer(MessageID, 'Two');
  await eventually('the refusal', () => mailbox.answers()[1]?.result.settled);
  expect(mailbox.answers()[1]?.result.words).toBe('Throughline answered 403.');
  expect(listener.at('/inbound')).toHaveLength(4);
});

it('remembers its mail, and what it had not told yet, across a restart', async () => {
  await using listener = await startListener();
  const first = await listener.start();
  const { MessageID } = await first.send();
  await eventually('the event', () => listener.posted.length === 1);
  listener.statuses.push(503, 503, 503);
  first.mailbox.answer(MessageID, 'It works now.');
  await eventually('a refusal', () => listener.at('/inbound').length > 0);
  await first.mailbox.stop();
  appendFileSync(listener.journal, '{"type":"sent","mail":{"id":"cut');

  listener.statuses.length = 0;
  const second = await listener.start();
  expect(second.mailbox.ledger()).toEqual(first.mailbox.ledger());
  await eventually('the answer', () => second.mailbox.answers()[0]?.result.words === 'Arrived.');
  expect(listener.at('/events')).toHaveLength(1);
  expect(new Set(listener.at('/inbound').map(({ body }) => body['MessageID'])).size).toBe(1);
});
