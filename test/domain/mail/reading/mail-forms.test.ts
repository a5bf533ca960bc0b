import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  decodedEscapes,
  decodedFileName,
  decodedHtmlEscapes,
  decodedLine,
} from '../../../../api/mail/provider/decoded-text.ts';
import { invitationWords } from '../../../../api/mail/forms/invitation-words.ts';
import { openMail } from '../../../../api/mail/forms/open-mail.ts';
import { readCms } from '../../../../api/mail/forms/read-cms.ts';
import { liftFiles } from '../../../../api/mail/lifting/lifted-content.ts';
import { postmarkInbound } from '../../../../api/mail/provider/postmark-inbound.ts';
import { foldedKinds, readText } from '../../../../domain/mail/reading/read-reply.ts';
import { saidBy } from '../../../../domain/mail/reading/wordless-mail.ts';

interface File {
  Name?: string;
  ContentType: string;
  Content: string | Buffer;
}

async function opened(parts: { Subject?: string; TextBody?: string; HtmlBody?: string; files?: File[] }) {
  const { files = [], ...rest } = parts;
  const Attachments = files.map((file) => ({
    ...file,
    Content: Buffer.from(file.Content).toString('base64'),
  }));
  const { json, contents } = liftFiles(postmarkInbound.parse({ MessageID: 'one', ...rest, Attachments }));
  return openMail(json, contents);
}

const signed = readFileSync(new URL('../../../fixtures/mails/opaque-signed.p7m', import.meta.url));

it('reads the words inside a signed mail, and says that the signature is not checked', async () => {
  const files = [{ Name: 'smime.p7m', ContentType: 'application/pkcs7-mime', Content: signed }];
  const { json, forms } = await opened({ files });
  expect(json.TextBody.trim()).toBe('My lock does not open any more.');
  expect(forms).toEqual([{ form: 'signed', by: 'S/MIME' }]);
});

const OID_DATA = der(6, Buffer.from('2a864886f70d010701', 'hex'));
const wrapped = (content: string) =>
  contentInfo('2a864886f70d010702', der(0x30, OID_DATA, der(0xa0, der(4, Buffer.from(content)))));
const STUCK = 'The lock is stuck.';

it.each([
  [
    'base64 between lines',
    `-----BEGIN PKCS7-----\n${wrapped(`Content-Type: text/plain\r\n\r\n${STUCK}`).toString('base64')}\n-----END PKCS7-----\n`,
  ],
  ['no headers at all', wrapped(STUCK)],
])('reads a signed mail whose container is %s, below what a gateway added', async (_what, Content) => {
  const files = [
    { Name: 'smime.p7m', ContentType: 'application/pkcs7-mime; smime-type=signed-data', Content },
  ];
  const { json, forms } = await opened({ TextBody: '\n\nSent from my iPhone', files });
  expect([json.TextBody.trim(), forms]).toEqual([STUCK, [{ form: 'signed', by: 'S/MIME' }]]);
});

it('leaves a signed document a file', async () => {
  const pdf = Buffer.from('%PDF-1.4 a contract, signed');
  const Content = contentInfo('2a864886f70d010702', der(0x30, OID_DATA, der(0xa0, der(4, pdf))));
  const { json, forms } = await opened({
    files: [{ Name: 'contract.pdf.p7m', ContentType: 'application/pkcs7-mime', Content }],
  });
  expect([json.TextBody, forms]).toEqual(['', []]);
});

it.each([
  [
    'S/MIME',
    [
      {
        Name: 'smime.p7m',
        ContentType: 'application/pkcs7-mime',
        Content: contentInfo('2a864886f70d010703', Buffer.alloc(4)),
      },
    ],
  ],
  ['PGP', [{ ContentType: 'application/pgp-encrypted', Content: 'Version: 1' }]],
  ['S/MIME', [{ ContentType: 'application/pkcs7-mime; smime-type=enveloped-data', Content: 'damaged' }]],
  [
    'PGP',
    [{ Name: 'm.gpg', ContentType: 'application/octet-stream', Content: Buffer.from([0x85, 1, 12, 3]) }],
  ],
  [
    'PGP',
    [
      {
        Name: 'message.asc',
        ContentType: 'application/octet-stream',
        Content: '-----BEGIN PGP MESSAGE-----\nhQEMA0',
      },
    ],
  ],
])('says that a mail is encrypted: %s', async (by, files) => {
  const { forms, invitation } = await opened({ files });
  expect(forms).toEqual([{ form: 'encrypted', by }]);
  const said = saidBy({ read: readText(''), subject: '...', files: [] }, { forms, invitation });
  expect(said.words).toBe(`This email is encrypted (${by}). It cannot be read here.`);
});

it('shows the words that PGP signed in place', async () => {
  const TextBody =
    'Hi\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n- --\nThe lock is stuck.\n-----BEGIN PGP SIGNATURE-----\niQEz\n-----END PGP SIGNATURE-----\n';
  const { json, forms } = await opened({ TextBody });
  expect(json.TextBody).toBe('Hi\n\n--\nThe lock is stuck.');
  expect(forms).toEqual([{ form: 'signed', by: 'PGP' }]);
});

it('knows PGP in a mail that is HTML, and not in what somebody quotes', async () => {
  const block = '-----BEGIN PGP MESSAGE-----\nhQEM\n-----END PGP MESSAGE-----';
  expect((await opened({ HtmlBody: `<pre>${block}</pre>` })).forms).toEqual([
    { form: 'encrypted', by: 'PGP' },
  ]);
  const quoted = `I cannot read this.\n\n> ${block.replaceAll('\n', '\n> ')}`;
  expect((await opened({ TextBody: quoted })).forms).toEqual([]);
});

const CALENDAR = `BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
SUMMARY:Bicycle fitting
LOCATION:Workshop 5
ORGANIZER;CN=Ana:mailto:ana@customer.example
WHEN
END:VEVENT
END:VCALENDAR`;

it.each([
  ['DTSTART:20261210T100000Z\nDTEND:20261210T104500Z', 'Thursday 10 December 2026, 10:00–10:45 (UTC)'],
  [
    'DTSTART;TZID=Europe/Berlin:20261210T110000\nDURATION:PT45M',
    'Thursday 10 December 2026, 11:00–11:45 (Europe/Berlin), 10:00 UTC',
  ],
  ['DTSTART;TZID=W. Europe:20261210T110000', 'Thursday 10 December 2026, 11:00 (W. Europe)'],
  [
    'DTSTART;VALUE=DATE:20261210\nDTEND;VALUE=DATE:20261212',
    'Thursday 10 December 2026 to Friday 11 December 2026, all day',
  ],
])('says an invitation in words: %s', (when, words) => {
  const said = invitationWords(CALENDAR.replace('WHEN', when).replaceAll('\n', '\r\n'));
  expect(said?.replace('Thursday, ', 'Thursday ').replaceAll('Friday, ', 'Friday ')).toBe(
    `Invitation: Bicycle fitting\nWhen: ${words}\nWhere: Workshop 5\nOrganiser: Ana (ana@customer.example)`,
  );
});

it.each([
  [
    'a task',
    CALENDAR.replaceAll('VEVENT', 'VTODO').replace('WHEN', 'DUE:20261210T100000Z'),
    /fitting\nUntil: Thursday, 10 December 2026, 10:00/,
  ],
  [
    'how often',
    CALENDAR.replace('WHEN', 'RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20270110T000000Z'),
    /every 2 weeks, until 10 January 2027/,
  ],
  ['that it is off', CALENDAR.replace('WHEN', 'STATUS:CANCELLED'), /^Cancelled: Bicycle fitting/],
  [
    'what somebody adds',
    CALENDAR.replace('REQUEST', 'REPLY').replace('WHEN', 'COMMENT:I am ill'),
    /Comment: I am ill/,
  ],
  ['a damaged one', CALENDAR.replace('WHEN', 'A BROKEN LINE').replace(/\nEND:[^]*/, ''), /Where: Workshop 5/],
])('says of a calendar %s', (_what, calendar, words) => {
  expect(invitationWords(calendar)).toMatch(words);
});

it('reads a calendar in its own charset, and one in the place of the words', async () => {
  const umlaut = CALENDAR.replace('Bicycle fitting', 'Prüfung').replace('WHEN\n', '');
  for (const [charset, Content] of [
    ['iso-8859-1', Buffer.from(umlaut, 'latin1')],
    ['utf-16', Buffer.from(`\ufeff${umlaut}`, 'utf16le')],
    ['utf-8', Buffer.from(`\ufeff${umlaut}`)],
  ] as const) {
    const { invitation } = await opened({
      files: [{ ContentType: `text/calendar; charset=${charset}`, Content }],
    });
    expect(invitation).toContain('Prüfung');
  }
  const { json, invitation } = await opened({ TextBody: umlaut });
  expect([json.TextBody, invitation?.split('\n')[0]]).toEqual(['', 'Invitation: Prüfung']);
});

it('runs no rules that a stranger writes into a calendar', () => {
  const rules =
    'BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:00010101T000000\r\nRRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n';
  const calendar = CALENDAR.replace('WHEN', 'DTSTART;TZID=Europe/Berlin:20260710T110000\nRRULE:FREQ=SECONDLY')
    .replaceAll('\n', '\r\n')
    .replace('BEGIN:VEVENT', `${rules}BEGIN:VEVENT`);
  expect(invitationWords(calendar)).toContain('11:00 (Europe/Berlin), 09:00 UTC');
});

it('says nothing of a calendar that is none', () => {
  expect(invitationWords('no calendar')).toBeNull();
  expect(invitationWords('BEGIN:VCALENDAR\r\nEND:VCALENDAR')).toBeNull();
});

it.each([
  ['=?UTF-8?B?S8O8cnplcmVyIFNhdHRlbA==?=', 'Kürzerer Sattel'],
  ['=?UTF-8?Q?J=C3=BCrgen_M=C3?= =?UTF-8?Q?=B6we?=', 'Jürgen Möwe'],
  ['=?iso-2022-jp?B?GyRCPCtFPjxWGyhC?=', '自転車'],
  ['=?koi8-r?B?8NLJ18XU?= 17', 'Привет 17'],
  ['=?gb2312?B?xOO6ww==?=', '你好'],
  ['Re: =?UTF-8?Q?f=C3=BCr?= you', 'Re: für you'],
  ['=?UTF-8?Q?J=C3=BCrgen', 'Jürgen'],
  ['1 =? 2', '1 =? 2'],
  ['=?UTF-8?B?S8M=?= =?UTF-8?B?vHJ6?=', 'Kürz'],
  ['=?cp1252?Q?K=FCrz_=80?=', 'Kürz €'],
])('decodes what nobody decoded: %s', (written, words) => {
  expect(decodedLine(written)).toBe(words);
});

it.each([
  ["utf-8'de'K%C3%BCrz.pdf", 'application/pdf', 'Kürz.pdf'],
  ['', 'application/pdf; name="=?UTF-8?Q?K=C3=BCrz.pdf?="', 'Kürz.pdf'],
  ["Tom's 'best' 50%20.pdf", 'application/pdf', "Tom's 'best' 50%20.pdf"],
])('decodes a file’s name: %s %s', (name, type, words) => {
  expect(decodedFileName(name, type)).toBe(words);
});

it.each([
  ['\u001b$)C\u000e>H3g\u000f 3', '안녕 3'],
  ['\u001b$)A\u000e=;;;\u000f 3', '交换 3'],
  ['~{<:Ky2;NpJ)~} 3', '己所不勿施'],
  ['\u001b(I1\u001b(B 3', 'ｱ 3'],
  ['a\u0093b\u0094', 'a“b”'],
  ['~{no pairs~}', '~{no pairs~}'],
])('decodes what other seven-bit charsets left: %j', (written, words) => {
  expect(decodedEscapes(written)).toContain(words);
});

it('decodes escapes whose letters became marks of HTML', () => {
  expect(decodedHtmlEscapes('<p>\u001b$B&lt;+E&gt;&lt;V\u001b(B</p>')).toBe('<p>自転車</p>');
});

it('decodes Japanese escapes where they were left, and nothing else', () => {
  expect(decodedEscapes('\u001b$B<+E><V\u001b(B 3')).toBe('自転車 3');
  expect(decodedEscapes('ü \u001b$B<+E>\u001b(B, é')).toBe('ü 自転, é');
  expect(decodedEscapes('\u001b[1mbold\u001b[0m')).toBe('\u001b[1mbold\u001b[0m');
});

it.each([
  [{ subject: 'My bill has the wrong name', files: [] }, 'My bill has the wrong name', 'subjectOnly'],
  [{ subject: 'Re: Your bicycle', files: [] }, 'No words, only the subject: Re: Your bicycle', 'wordless'],
  [{ subject: '', files: ['spoke.jpg'] }, 'No words, only files: spoke.jpg', 'wordless'],
  [{ subject: '', files: [] }, 'This email is empty.', 'wordless'],
])('is never an empty bubble: %o', (mail, words, form) => {
  const said = saidBy({ read: readText(' \u200b\n'), ...mail }, { forms: [], invitation: null });
  expect([said.words, said.forms[0]?.form]).toEqual([words, form]);
});

it.each([
  ['a phone’s footer', '\n\nSent from my iPhone', 'signature'],
  ['a signature', '-- \nAna Sample\nCustomer Ltd', 'signature'],
  ['a filter’s warning', '[EXTERNAL] Do not click links unless you know the content is safe.', 'banner'],
])('shows the subject where the body is nothing but %s', (_what, text, kind) => {
  const about = { read: readText(text), files: [] };
  const none = { forms: [], invitation: null };
  const said = saidBy({ ...about, subject: 'My bill has the wrong name' }, none);
  expect([said.words, foldedKinds(said.around)]).toEqual(['My bill has the wrong name', [kind]]);
  expect(saidBy({ ...about, subject: 'Re: My bill' }, none).words).toBe(text.trim().replace('-- ', '--'));
});

it('shows a body that is nothing but a quote, or begins below a desk’s line', () => {
  for (const text of ['##- Type your reply above this line -##\n\nWe got it.', '> It left yesterday.']) {
    const read = readText(text);
    expect(saidBy({ read, subject: 'Saddle', files: [] }, { forms: [], invitation: null }).words).toBe(text);
  }
});

it('reads containers that lie about themselves without an error', () => {
  for (const bytes of ['', '30', '3080', '3084ffffffff', '30820100a080'.repeat(50), '3080'.repeat(200_000)])
    expect(readCms(Buffer.from(bytes, 'hex'))).toBeNull();
});

function der(tag: number, ...parts: Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, 0x82, value.length >> 8, value.length & 255]), value]);
}

function contentInfo(oid: string, content: Buffer): Buffer {
  return der(0x30, der(6, Buffer.from(oid, 'hex')), der(0xa0, der(0x30, content)));
}

it('unpacks what Outlook packed into winmail.dat', async () => {
  const files = [{ Name: 'winmail.dat', ContentType: 'application/ms-tnef', Content: winmail() }];
  const { json, contents, forms } = await opened({ files });
  expect(json.TextBody).toBe('Here is the plan. Größe M');
  const [, plan] = json.Attachments;
  expect([plan?.Name, plan?.ContentType]).toEqual(['Plan für Ana.txt', 'text/plain']);
  expect(Buffer.concat(contents[Number(plan?.Content)]!.pieces).toString()).toBe('oil, chain');
  expect(forms).toEqual([{ form: 'winmail' }]);
});

it('reads a winmail.dat that is cut anywhere, and takes nothing else for one', async () => {
  const whole = winmail();
  for (let length = 0; length < whole.length; length += 3)
    await opened({ files: [{ Name: 'winmail.dat', ContentType: '', Content: whole.subarray(0, length) }] });
  const { forms } = await opened({
    files: [{ Name: 'winmail.dat', ContentType: '', Content: 'no such thing' }],
  });
  expect(forms).toEqual([]);
});

function winmail(): Buffer {
  const attribute = (tag: number, value: Buffer) => {
    const head = Buffer.alloc(9);
    head.writeUInt8(1, 0);
    head.writeUInt32LE(tag, 1);
    head.writeUInt32LE(value.length, 5);
    return Buffer.concat([head, value, Buffer.alloc(2)]);
  };
  const u32 = (...values: number[]) =>
    Buffer.concat(values.map((value) => Buffer.from(Uint32Array.of(value).buffer)));
  const text = (id: number, words: string) => {
    const value = Buffer.from(`${words}\0`, 'utf16le');
    return Buffer.concat([u32((id << 16) | 0x1f, 1, value.length), value, Buffer.alloc(-value.length & 3)]);
  };
  const properties = (...each: Buffer[]) => Buffer.concat([u32(each.length), ...each]);
  const flag = u32((0x0e1b << 16) | 0x0b, 1);
  return Buffer.concat([
    ...[u32(0x223e9f78), Buffer.alloc(2)],
    attribute(0x00069003, properties(flag, text(0x1000, 'Here is the plan. Größe M'))),
    attribute(0x00069002, Buffer.alloc(14)),
    attribute(0x00018010, Buffer.from('PLAN.TXT\0')),
    attribute(0x0006800f, Buffer.from('oil, chain')),
    attribute(0x00069005, properties(text(0x3707, 'Plan für Ana.txt'), text(0x370e, 'text/plain'))),
  ]);
}
