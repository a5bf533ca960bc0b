import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { attachments } from '../../../db/schema/schema.ts';
import { inboundJson, startWebhooks } from './webhook-rig.ts';

const SUPPORT = 'support@acme.example';
const signed = readFileSync(new URL('../../fixtures/mails/opaque-signed.p7m', import.meta.url));
const base64 = (content: string | Buffer) => Buffer.from(content).toString('base64');
const EMPTY = { TextBody: '', HtmlBody: '' };

it.each([
  ['a subject alone', { ...EMPTY, Subject: 'My bill has the wrong name' }, 'My bill has the wrong name'],
  [
    'a file alone',
    {
      ...EMPTY,
      Subject: '',
      Attachments: [{ Name: 'spoke.jpg', ContentType: 'image/jpeg', Content: base64('x') }],
    },
    'No words, only files: spoke.jpg',
  ],
  [
    'encryption',
    {
      ...EMPTY,
      Subject: '...',
      Attachments: [{ Name: '', ContentType: 'application/pgp-encrypted', Content: base64('Version: 1') }],
    },
    'This email is encrypted (PGP). It cannot be read here.',
  ],
  [
    'a signature around it',
    {
      ...EMPTY,
      Attachments: [
        {
          Name: 'smime.p7m',
          ContentType: 'application/pkcs7-mime; smime-type=signed-data',
          Content: base64(signed),
        },
      ],
    },
    'My lock does not open any more.',
  ],
  ['Japanese escapes', { TextBody: '\u001b$B<+E><V\u001b(B 3' }, '自転車 3'],
])('keeps what a mail says that is %s', async (_what, parts, words) => {
  await using rig = await startWebhooks();
  expect((await rig.post('/inbound', inboundJson(SUPPORT, parts))).body).toEqual({ result: 'taken' });
  expect((await rig.emails())[0]?.replyText).toBe(words);
});

it('decodes the subject and the sender’s name, and names files that came without a name', async () => {
  await using rig = await startWebhooks();
  const json = inboundJson(SUPPORT, {
    Subject: '=?UTF-8?B?S8O8cnplcmVyIFNhdHRlbA==?=',
    FromFull: { Email: 'juergen@customer.example', Name: '=?UTF-8?Q?J=C3=BCrgen_M=C3=B6we?=' },
    Attachments: [{ Name: '', ContentType: 'application/pgp-encrypted', Content: base64('Version: 1') }],
  });
  await rig.post('/inbound', json);
  expect((await rig.emails())[0]).toMatchObject({ subject: 'Kürzerer Sattel', fromName: 'Jürgen Möwe' });
  expect(await rig.db.select({ name: attachments.name }).from(attachments)).toEqual([
    { name: 'pgp-version.txt' },
  ]);
});

it('begins nothing with a reaction to a mail that is not ours', async () => {
  await using rig = await startWebhooks();
  const reaction = {
    Name: 'r.json',
    ContentType: 'text/vnd.google.email-reaction+json',
    Content: base64('{"emoji":"👍"}'),
  };
  const json = inboundJson(SUPPORT, { TextBody: '👍\n\nKim reacted via Gmail', Attachments: [reaction] });
  expect((await rig.post('/inbound', json)).body).toEqual({ result: 'automatic' });
});
