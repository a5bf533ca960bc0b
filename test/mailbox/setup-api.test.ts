import { ServerClient } from 'postmark';
import { expect, it } from 'vitest';
import { startMailbox, type MailboxOptions } from '../../mailbox/mailbox.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/stack/free-port.ts';
import { createUndo } from '../support/undo.ts';

async function start(options: Partial<MailboxOptions> = {}) {
  const undo = createUndo();
  const nobody = `http://127.0.0.1:${await freePort()}`;
  const mailbox = await startMailbox({
    port: 0,
    serverToken: 'token',
    webhookSecret: 'secret',
    inboundWebhookUrl: `${nobody}/webhooks/postmark/inbound`,
    eventsWebhookUrl: `${nobody}/webhooks/postmark/events`,
    inboundDomain: 'in.example.test',
    retries: [],
    ...options,
  });
  undo.defer(() => mailbox.stop());
  const client = (token: string) =>
    new ServerClient(token, { requestHost: new URL(mailbox.url).host, useHttps: false, timeout: 2 });
  return { mailbox, client: client('token'), stranger: client('x'), [Symbol.asyncDispose]: () => undo.all() };
}

const mail = (parts: object = {}) => ({
  From: '"Kim" <kim@example.org>',
  To: 'reply+abc@In.Example.Test',
  Subject: 'Hello',
  TextBody: 'Hello you',
  ...parts,
});

it('says how its server is set up, in Postmark’s form', async () => {
  await using provider = await start();
  const server = await provider.client.getServer();
  expect(server).toMatchObject({ InboundDomain: 'in.example.test', DeliveryType: 'Live' });
  expect(server.InboundHookUrl).toMatch(
    /^http:\/\/postmark:secret@127\.0\.0\.1:\d+\/webhooks\/postmark\/inbound$/,
  );
  const { Webhooks } = await provider.client.getWebhooks({ messageStream: 'outbound' });
  expect(Webhooks).toMatchObject([
    { HttpAuth: { Password: 'secret' }, Triggers: { Delivery: { Enabled: true }, Open: { Enabled: false } } },
  ]);
  for (const call of [provider.stranger.getServer(), provider.stranger.getInboundMessages()])
    await expect(call).rejects.toMatchObject({ code: 10, statusCode: 401 });
  await using hashed = await start({ inboundDomain: null, inboundAddress: 'a1b2@inbound.example.test' });
  expect(await hashed.client.getServer()).toMatchObject({
    InboundAddress: 'a1b2@inbound.example.test',
    InboundHash: 'a1b2',
  });
});

it('returns mail to its own inbound domain, and only that', async () => {
  await using provider = await start();
  await provider.client.sendEmail(mail({ To: 'lee@example.org' }));
  await provider.client.sendEmail(mail({ To: 'x@sub.in.example.test' }));
  expect(provider.mailbox.answers()).toEqual([]);
  const headers = [
    { Name: 'Message-ID', Value: '<own@example.org>' },
    { Name: 'X-PM-KeepID', Value: 'true' },
  ];
  await provider.client.sendEmail(mail({ Cc: 'other+x@in.example.test', Headers: headers }));
  expect(provider.mailbox.answers().map(({ payload }) => payload)).toMatchObject([
    {
      FromFull: { Email: 'kim@example.org', Name: 'Kim' },
      OriginalRecipient: 'reply+abc@In.Example.Test',
      MailboxHash: 'abc',
      Subject: 'Hello',
      TextBody: 'Hello you',
      Headers: expect.arrayContaining([headers[0]]) as object[],
    },
    { OriginalRecipient: 'other+x@in.example.test', MailboxHash: 'x' },
  ]);
});

it('keeps what its webhook did not take, to be searched, read and posted again', async () => {
  await using provider = await start();
  const { client, mailbox } = provider;
  await client.sendEmail(mail({ Subject: 'One' }));
  await client.sendEmail(mail({ Subject: 'Two' }));
  await eventually('the end of its tries', () => mailbox.answers().every(({ result }) => result.settled));
  const failed = await client.getInboundMessages({ count: 10, offset: 0, status: 'failed' as never });
  expect(failed.TotalCount).toBe(2);
  expect(failed.InboundMessages.map(({ Subject, Status }) => [Subject, Status])).toEqual([
    ['Two', 'Failed'],
    ['One', 'Failed'],
  ]);
  expect(failed.InboundMessages[0]).not.toHaveProperty('TextBody');
  const processed = { count: 10, offset: 0, status: 'processed' as never };
  expect((await client.getInboundMessages(processed)).InboundMessages).toEqual([]);

  const [, one] = failed.InboundMessages;
  const details = await client.getInboundMessageDetails(one!.MessageID);
  expect(details).toMatchObject({ TextBody: 'Hello you', Subject: 'One', BlockedReason: null });
  expect(await client.retryInboundHookForMessage(one!.MessageID)).toMatchObject({ ErrorCode: 0 });
  await expect(client.getInboundMessageDetails(crypto.randomUUID())).rejects.toMatchObject({ code: 701 });
  await expect(client.getInboundMessages({ count: 501, offset: 0 })).rejects.toMatchObject({ code: 700 });
});
