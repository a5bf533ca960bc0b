import { ServerClient } from 'postmark';
import { expect, it } from 'vitest';
import { startMailbox, type MailboxOptions } from '../../mailbox/mailbox.ts';
import { createUndo } from '../support/undo.ts';

const message = {
  From: '"Ana, of Acme" <support@acme.example>',
  To: 'kim@example.org',
  Subject: 'Hello',
  TextBody: 'Hello Kim',
  Metadata: { delivery: 'dlv_1' },
};

async function start(options: Partial<MailboxOptions> = {}) {
  const undo = createUndo();
  const mailbox = await startMailbox({ port: 0, serverToken: 'token', ...options });
  undo.defer(() => mailbox.stop());
  const client = (token = 'token') =>
    new ServerClient(token, { requestHost: new URL(mailbox.url).host, useHttps: false, timeout: 1 });
  return { mailbox, client: client(), stranger: client('wrong'), [Symbol.asyncDispose]: () => undo.all() };
}

it('accepts a mail and gives it an id, as Postmark does', async () => {
  await using provider = await start();
  const answer = await provider.client.sendEmail(message);
  expect(answer).toMatchObject({ To: 'kim@example.org', ErrorCode: 0, Message: 'OK' });
  expect(answer.MessageID).toMatch(/^[0-9a-f-]{36}$/);
  expect(provider.mailbox.ledger()).toMatchObject([
    { id: answer.MessageID, subject: 'Hello', metadata: { delivery: 'dlv_1' } },
  ]);
});

it('keeps the Message-ID only when asked to', async () => {
  await using provider = await start();
  const own = { Name: 'Message-ID', Value: '<own@acme.example>' };
  await provider.client.sendEmail({ ...message, Headers: [own] });
  await provider.client.sendEmail({ ...message, Headers: [own, { Name: 'X-PM-KeepID', Value: 'true' }] });
  const [replaced, kept] = provider.mailbox.ledger();
  expect(replaced?.headers).toEqual([{ Name: 'Message-ID', Value: `<${replaced?.id}@mtasv.net>` }]);
  expect(kept?.headers).toEqual([own]);
});

it('refuses with Postmark’s own codes', async () => {
  await using provider = await start();
  const send = (parts: Partial<typeof message>) => provider.client.sendEmail({ ...message, ...parts });
  await expect(provider.stranger.sendEmail(message)).rejects.toMatchObject({ code: 10, statusCode: 401 });
  await expect(send({ To: 'nowhere' })).rejects.toMatchObject({ code: 300, statusCode: 422 });
  await expect(send({ To: '' })).rejects.toMatchObject({ code: 300 });
  await expect(send({ From: 'x' })).rejects.toMatchObject({ code: 300 });
  await expect(send({ TextBody: '' })).rejects.toMatchObject({ code: 300 });
  await expect(send({ To: Array(51).fill('a@b.example').join(', ') })).rejects.toMatchObject({ code: 300 });
  await expect(send({ To: 'inactive@example.org' })).rejects.toMatchObject({
    code: 406,
    recipients: ['inactive@example.org'],
  });
  const raw = (body: string, type: string) =>
    fetch(`${provider.mailbox.url}/email`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': type, 'X-Postmark-Server-Token': 'token' },
    });
  expect(await (await raw('{', 'application/json')).json()).toMatchObject({ ErrorCode: 402 });
  expect(await (await raw('{}', 'text/plain')).json()).toMatchObject({ ErrorCode: 409 });
  expect(provider.mailbox.ledger()).toEqual([]);
});

it('answers a batch with 200 and a code for each mail', async () => {
  await using provider = await start();
  const answers = await provider.client.sendEmailBatch([message, { ...message, To: 'inactive@example.org' }]);
  expect(answers.map((answer) => answer.ErrorCode)).toEqual([0, 406]);
  expect(provider.mailbox.ledger()).toHaveLength(1);
});

it('finds a mail by its metadata, its recipient, and not before it is indexed', async () => {
  await using provider = await start();
  await provider.client.sendEmail(message);
  await provider.client.sendEmail({ ...message, To: 'lee@example.org', Metadata: { delivery: 'dlv_2' } });
  const find = (filter: Record<string, unknown>) =>
    provider.client.getOutboundMessages({ count: 10, offset: 0, ...filter });
  expect((await find({ metadata_delivery: 'dlv_2' })).Messages).toMatchObject([
    { Recipients: ['lee@example.org'] },
  ]);
  expect(await find({ recipient: 'kim@example.org' })).toMatchObject({ TotalCount: 1 });
  expect(await find({ metadata_delivery: 'dlv_3' })).toEqual({ TotalCount: 0, Messages: [] });
  expect((await find({})).Messages.map((each) => each.To[0]?.Email)).toEqual([
    'lee@example.org',
    'kim@example.org',
  ]);
  await expect(find({ count: 501 })).rejects.toMatchObject({ code: 700 });
  provider.mailbox.behave({ mode: 'ok', indexLagMs: 60_000 });
  expect(await find({})).toMatchObject({ TotalCount: 0 });
});

it('misbehaves when told to, for as long as told', async () => {
  await using provider = await start({ behaviour: { mode: 'rate-limited', times: 1 } });
  const { mailbox, client } = provider;
  const failing = (mode: Parameters<typeof mailbox.behave>[0]['mode']) => {
    mailbox.behave({ mode, times: 1 });
    return expect(client.sendEmail(message)).rejects;
  };
  await expect(client.sendEmail(message)).rejects.toMatchObject({ code: 429, statusCode: 429 });
  await failing('error-500').toMatchObject({ code: 500, statusCode: 500 });
  await failing('error-503').toMatchObject({ code: 100, statusCode: 503 });
  await failing('bad-gateway').toMatchObject({ code: 0, statusCode: 502 });
  await failing('reset-before-accept').toMatchObject({ statusCode: 0 });
  expect(mailbox.ledger()).toHaveLength(0);
  await failing('accept-then-reset').toMatchObject({ statusCode: 0 });
  await failing('accept-then-hang').toMatchObject({ statusCode: 0 });
  await failing('accept-then-bad-gateway').toMatchObject({ code: 0, statusCode: 502 });
  expect(mailbox.ledger()).toHaveLength(3);
  mailbox.behave({ mode: 'slow', times: 1, slowMs: 100 });
  await client.sendEmail(message);
  await client.sendEmail(message);
  expect(mailbox.ledger()).toHaveLength(5);
});
