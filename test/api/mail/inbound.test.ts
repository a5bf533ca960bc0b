import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { readPieces } from '../../../db/files/attachments.ts';
import { attachments, projects } from '../../../db/schema/schema.ts';
import { Refusal } from '../../../domain/errors.ts';
import { newId, siblingId } from '../../../domain/ids.ts';
import { deliveryMessageId } from '../../../domain/mail/address/mail-message-id.ts';
import { replyAddress } from '../../../domain/mail/address/reply-address.ts';
import { inboundJson, startWebhooks } from './webhook-rig.ts';

it('keeps a customer’s answer and tells its conversation', async () => {
  await using rig = await startWebhooks();
  const json = inboundJson(rig.address);
  expect(await rig.post('/inbound', json)).toEqual({ status: 200, body: { result: 'taken' } });
  const [email] = await rig.emails();
  expect(email).toMatchObject({
    projectId: rig.seed.projectId,
    conversationId: rig.seed.conversationId,
    providerId: json['MessageID'],
    rfcMessageId: `${String(json['MessageID'])}@mail.example.org`,
    fromEmail: 'kim@example.org',
    replyText: 'It works now.',
    verdict: 'verified',
    quarantine: null,
  });
  expect(email?.quotedText).toContain('> Try it.');
  expect(email?.signalledAt).not.toBeNull();
  expect(rig.signals).toEqual([
    {
      name: 'inboundEmail',
      conversationId: rig.seed.conversationId,
      input: {
        id: email && siblingId('msg', email.id),
        emailId: email?.id,
        from: { email: 'kim@example.org', name: 'Kim' },
      },
    },
  ]);
});

it('takes a hundred concurrent copies of one mail as one, and answers 200 to each', async () => {
  await using rig = await startWebhooks();
  const json = inboundJson(rig.address);
  const answers = await Promise.all(Array.from({ length: 100 }, () => rig.post('/inbound', json)));
  expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 100 }, () => 200));
  expect(await rig.emails()).toHaveLength(1);
  expect(new Set(rig.signals.map(({ input }) => input.id)).size).toBe(1);
  expect(await rig.post('/inbound', json)).toEqual({ status: 200, body: { result: 'already_taken' } });
});

it('knows the same mail under a new provider id', async () => {
  await using rig = await startWebhooks();
  const json = inboundJson(rig.address);
  await rig.post('/inbound', json);
  expect((await rig.post('/inbound', { ...json, MessageID: 'another-id' })).body['result']).toBe(
    'already_taken',
  );
  const bare = { ...json, Headers: [], Date: 'Mon, 30 Nov 2026 09:00:00 +0000' };
  await rig.post('/inbound', { ...bare, MessageID: 'third-id' });
  await rig.post('/inbound', { ...bare, MessageID: 'fourth-id' });
  expect(await rig.emails()).toHaveLength(2);
});

it('begins a conversation with a mail to the project’s own address, once', async () => {
  await using rig = await startWebhooks();
  const json = inboundJson('support@acme.example');
  const answers = await Promise.all(Array.from({ length: 20 }, () => rig.post('/inbound', json)));
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
  const [email, ...others] = await rig.emails();
  expect(others).toEqual([]);
  expect(email?.conversationId).toBe(email && siblingId('cnv', email.id));
  expect(email?.quarantine).toBeNull();
  expect(new Set(rig.signals.map(({ conversationId }) => conversationId))).toEqual(
    new Set([email?.conversationId]),
  );
});

it('asks for the mail again until the conversation has heard of it', async () => {
  await using rig = await startWebhooks();
  const json = inboundJson(rig.address);
  rig.road.failure = new Refusal('try_again');
  expect(await rig.post('/inbound', json)).toEqual({ status: 503, body: { error: 'try_again' } });
  expect((await rig.emails())[0]?.signalledAt).toBeNull();
  rig.road.failure = null;
  expect(await rig.post('/inbound', json)).toEqual({ status: 200, body: { result: 'taken' } });
  expect(await rig.emails()).toHaveLength(1);
  expect(rig.signals).toHaveLength(1);
});

it('answers 503 while the database is away', async () => {
  await using rig = await startWebhooks();
  await rig.closeDatabase();
  expect((await rig.post('/inbound', inboundJson(rig.address))).status).toBe(503);
});

it('finds the conversation by our Message-ID when the address is lost', async () => {
  await using rig = await startWebhooks();
  const id = deliveryMessageId({ deliveryId: newId('dlv'), ...rig.seed }, rig.mail);
  const Headers = [{ Name: 'references', Value: `<x@y.z> <${id}>` }];
  const json = inboundJson('support@acme.example', { Headers });
  expect((await rig.post('/inbound', json)).body).toEqual({ result: 'taken' });
});

it('keeps out of every conversation what is not trusted or not matched', async () => {
  await using rig = await startWebhooks();
  const headers = (...pairs: [string, string][]) => ({
    Headers: pairs.map(([Name, Value]) => ({ Name, Value })),
  });
  const spf = `Fail (x) identity=mailfrom; envelope-from=kim@example.org; receiver=${rig.address}`;
  const altered = rig.address.replace(/.@/, (last) => (last === '0@' ? '1@' : '0@'));
  const gone = replyAddress({ conversationId: newId('cnv'), projectId: rig.seed.projectId }, rig.mail);
  const cases: Record<string, Record<string, unknown>> = {
    forged_reply_address: inboundJson(altered),
    unknown_conversation: inboundJson(gone),
    no_match: inboundJson('nobody@acme.example'),
    failed_sender: inboundJson(rig.address, headers(['Received-SPF', spf])),
    automatic: inboundJson(rig.address, headers(['Auto-Submitted', 'auto-replied'])),
    no_sender: inboundJson(rig.address, { From: '', FromFull: null }),
  };
  for (const [reason, json] of Object.entries(cases)) {
    expect(await rig.post('/inbound', json), reason).toEqual({ status: 200, body: { result: reason } });
  }
  const kept = await rig.emails();
  expect(kept.map((email) => email.quarantine).sort()).toEqual(Object.keys(cases).sort());
  expect(rig.signals).toEqual([]);
});

it('refuses a token that is signed for another project', async () => {
  await using rig = await startWebhooks();
  const address = replyAddress({ ...rig.seed, projectId: newId('prj') }, rig.mail);
  expect((await rig.post('/inbound', inboundJson(address))).body).toEqual({ result: 'forged_reply_address' });
});

it('does not let a forged copy keep the real mail out', async () => {
  await using rig = await startWebhooks();
  const json = inboundJson(rig.address);
  const spf = {
    Name: 'Received-SPF',
    Value: `Fail x; envelope-from=kim@example.org; receiver=${rig.address}`,
  };
  const Headers = [spf, ...(json['Headers'] as unknown[]).slice(1)];
  await rig.post('/inbound', { ...json, MessageID: 'forged', Headers });
  expect((await rig.post('/inbound', json)).body).toEqual({ result: 'taken' });
});

it('shows unmatched mail to the project it was sent to', async () => {
  await using rig = await startWebhooks();
  const id = newId('prj');
  await rig.db.insert(projects).values({
    id,
    name: 'Second',
    widgetKey: newId('pk'),
    greeting: '',
    supportAddress: 'help@second.example',
  });
  await rig.post('/inbound', inboundJson('Help@Second.example'));
  await rig.post('/inbound', inboundJson('someone@elsewhere.example'));
  expect((await rig.emails()).map((email) => email.projectId)).toEqual([id, rig.seed.projectId]);
});

it('keeps what no table could hold as it came', async () => {
  await using rig = await startWebhooks();
  const json = inboundJson(rig.address, {
    Subject: 'nul \u0000 and half \ud800 of a pair',
    TextBody: null,
    HtmlBody: '<p>It <b>works</b>\u0000 now.</p><blockquote>Try it</blockquote>',
    Cc: null,
    Attachments: [
      { Name: 'a.txt', Content: 'aGk=', ContentType: 'text/plain', ContentLength: 2, ContentID: null },
    ],
    SomethingNew: { nested: [] },
  });
  expect((await rig.post('/inbound', json)).body).toEqual({ result: 'taken' });
  const [email] = await rig.emails();
  expect(email).toMatchObject({ subject: 'nul  and half \ufffd of a pair', replyText: 'It works now.' });
  expect(email?.payload).toMatchObject({ Attachments: [{ Name: 'a.txt', Content: '' }] });
});

it('says what is wrong with a request, and never 403', async () => {
  await using rig = await startWebhooks();
  const json = inboundJson(rig.address);
  for (const secret of [null, '', 'wrong', rig.olderSecret.slice(1)]) {
    expect(await rig.post('/inbound', json, { secret })).toEqual({
      status: 401,
      body: { error: 'wrong_secret' },
    });
  }
  for (const raw of [
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '{"MessageID":1}',
    '{"MessageID":"x","Headers":{}}',
    '['.repeat(100_000),
  ]) {
    expect(await rig.post('/inbound', null, { raw }), raw.slice(0, 20)).toEqual({
      status: 400,
      body: { error: 'bad_input' },
    });
  }
  const large = { ...json, TextBody: 'x'.repeat(130_000_001) };
  expect(await rig.post('/inbound', large)).toEqual({ status: 413, body: { error: 'too_large' } });
  expect(await rig.emails()).toEqual([]);
  expect((await rig.post('/inbound', json, { secret: rig.olderSecret })).status).toBe(200);
});

it('quarantines a mail whose conversation vanished on the way', async () => {
  await using rig = await startWebhooks();
  rig.road.failure = new Refusal('conversation_not_found');
  expect((await rig.post('/inbound', inboundJson(rig.address))).body).toEqual({
    result: 'unknown_conversation',
  });
  expect((await rig.emails())[0]).toMatchObject({ quarantine: 'unknown_conversation' });
});

it('takes a mail of many megabytes', async () => {
  await using rig = await startWebhooks();
  const Content = Buffer.alloc(9_000_000, 7).toString('base64');
  const Attachments = [
    { Name: 'big.bin', Content, ContentType: 'application/octet-stream', ContentLength: 9_000_000 },
  ];
  const json = inboundJson(rig.address, { Attachments });
  expect((await rig.post('/inbound', json)).body).toEqual({ result: 'taken' });
  const [file] = await rig.db.select().from(attachments);
  expect(file).toMatchObject({ name: 'big.bin', size: 9_000_000, contentType: 'application/octet-stream' });
  const hash = createHash('sha256');
  for await (const piece of readPieces(rig.db, file!.id)) hash.update(piece);
  expect(hash.digest('hex')).toBe(createHash('sha256').update(Buffer.alloc(9_000_000, 7)).digest('hex'));
  expect(file?.sha256).toBe(createHash('sha256').update(Buffer.alloc(9_000_000, 7)).digest('hex'));
});

it('keeps the first five hundred of a mail’s thousands of files, each with its bytes', async () => {
  await using rig = await startWebhooks();
  const Attachments = Array.from({ length: 2_000 }, (_, index) => ({
    Name: `${index}.txt`,
    Content: Buffer.from(`file ${index} `.repeat(60)).toString('base64'),
    ContentType: 'text/plain',
  }));
  expect((await rig.post('/inbound', inboundJson(rig.address, { Attachments }))).body).toEqual({
    result: 'taken',
  });
  const kept = await rig.db.select().from(attachments).orderBy(attachments.position);
  expect(kept.map(({ name }) => name)).toEqual(Array.from({ length: 500 }, (_, index) => `${index}.txt`));
  for (const index of [0, 318, 499]) {
    const pieces: Buffer[] = [];
    for await (const piece of readPieces(rig.db, kept[index]!.id)) pieces.push(piece);
    expect(Buffer.concat(pieces).toString()).toBe(`file ${index} `.repeat(60));
  }
});

it('keeps each file once, by what it is, with the mail it came in', async () => {
  await using rig = await startWebhooks();
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const file = (Name: string, bytes: Buffer, ContentID = '') => ({
    Name,
    Content: bytes.toString('base64'),
    ContentType: 'text/html',
    ContentLength: bytes.length,
    ContentID,
  });
  const json = inboundJson(rig.address, {
    HtmlBody: '<p>See <img src="cid:logo@x"></p>',
    Attachments: [
      file('../shot.exe\u202egnp.png', png, '<logo@x>'),
      file('page.html', Buffer.from('<script>alert(1)</script>'), 'unused@x'),
      { Name: 'broken', Content: 'no base64 at all!', ContentType: '', ContentID: null },
    ],
  });
  await Promise.all([1, 2, 3].map(() => rig.post('/inbound', json)));
  const kept = await rig.db.select().from(attachments).orderBy(attachments.position);
  expect(kept).toMatchObject([
    { name: 'shot.exegnp.png', contentType: 'image/png', size: 16, inline: true, contentId: 'logo@x' },
    { name: 'page.html', contentType: 'application/octet-stream', inline: false },
    { name: 'broken', inline: false },
  ]);
});
