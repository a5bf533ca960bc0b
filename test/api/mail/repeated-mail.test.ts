import { expect, it } from 'vitest';
import { inboundJson, startWebhooks } from './webhook-rig.ts';

const SUPPORT = 'support@acme.example';
const MONDAY = 'Mon, 23 Nov 2026 06:00:00 +0000';
const TUESDAY = 'Tue, 24 Nov 2026 06:00:00 +0000';
const VERIFIED = { Name: 'X-Spam-Tests', Value: 'DKIM_SIGNED,DKIM_VALID,DKIM_VALID_AU,SPF_PASS' };
const withId = (id: string) => ({ Headers: [VERIFIED, { Name: 'Message-ID', Value: id }] });
const withFile = (words: string) => ({
  Attachments: [
    { Name: 'document.pdf', ContentType: 'application/pdf', Content: btoa(words), ContentLength: 9 },
  ],
});

async function kept(...mails: Record<string, unknown>[]) {
  await using rig = await startWebhooks();
  for (const mail of mails) expect((await rig.post('/inbound', inboundJson(SUPPORT, mail))).status).toBe(200);
  const emails = (await rig.emails()).sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
  return { emails, signals: rig.signals };
}

it('keeps two mails whose sender gave them one Message-ID, and marks the second', async () => {
  const { emails, signals } = await kept(
    { ...withId('<fixed@rides.example>'), TextBody: 'Ride 31: the rider waits.', Date: MONDAY },
    { ...withId('<fixed@rides.example>'), TextBody: 'Ride 32: the bicycle was stolen.', Date: MONDAY },
  );
  expect(emails.map(({ mayRepeat }) => mayRepeat)).toEqual([null, emails[0]!.id]);
  expect(signals).toHaveLength(2);
});

it.each([
  ['the same words on another day', { Date: MONDAY }, { Date: TUESDAY }],
  ['an empty Message-ID', { ...withId('<>'), Date: MONDAY }, { ...withId('<>'), Date: TUESDAY }],
  [
    'another scan with the same words',
    { Date: MONDAY, ...withFile('page 1') },
    { Date: MONDAY, ...withFile('page 2') },
  ],
  [
    'another subject in the same second',
    { Date: MONDAY, Subject: 'Door 1' },
    { Date: MONDAY, Subject: 'Door 2' },
  ],
])('keeps both of two mails without an id: %s', async (_what, first, second) => {
  const { emails } = await kept({ Headers: [VERIFIED], ...first }, { Headers: [VERIFIED], ...second });
  expect(emails).toHaveLength(2);
  expect(emails.every(({ mayRepeat }) => mayRepeat === null)).toBe(true);
});

it.each([
  ['no date', ''],
  ['a clock that stands', 'Thu, 01 Jan 1970 00:00:00 +0000'],
])('keeps both of a machine that gives no id and has %s, and marks the second', async (_what, date) => {
  const mail = { Headers: [VERIFIED], Date: date };
  const { emails } = await kept(mail, mail);
  expect(emails.map(({ mayRepeat }) => mayRepeat)).toEqual([null, emails[0]!.id]);
});

it('takes a mail once that comes over two roads at once, whatever the roads wrote on it', async () => {
  await using rig = await startWebhooks();
  const road = (name: string, parts: Record<string, unknown>) =>
    inboundJson(SUPPORT, {
      ...{ Date: MONDAY, TextBody: 'My lock\r\nis stuck.', ...withFile('photo') },
      Headers: [
        ...[VERIFIED, { Name: 'Message-ID', Value: '<one@mail.example.org>' }],
        { Name: 'Received', Value: `from ${name}` },
      ],
      ...parts,
    });
  const copies = Array.from({ length: 10 }, (_, i) =>
    i % 2
      ? road('mx1', { OriginalRecipient: 'forward@reply.example.test' })
      : road('mx2', { TextBody: 'My lock\nis stuck. ', Date: 'Mon, 23 Nov 2026 07:00:00 +0100' }),
  );
  const answers = await Promise.all(copies.map((copy) => rig.post('/inbound', copy)));
  expect(answers.map(({ status }) => status)).toEqual(copies.map(() => 200));
  expect(await rig.emails()).toHaveLength(1);
  expect(new Set(rig.signals.map(({ input }) => input.id)).size).toBe(1);
});

it('marks one of two mails with one Message-ID that arrive in the same moment', async () => {
  await using rig = await startWebhooks();
  const mail = (TextBody: string) => inboundJson(SUPPORT, { ...withId('<fixed@rides.example>'), TextBody });
  await Promise.all(['One.', 'Two.'].map((words) => rig.post('/inbound', mail(words))));
  const emails = await rig.emails();
  expect(emails).toHaveLength(2);
  expect(emails.filter(({ mayRepeat }) => mayRepeat !== null)).toHaveLength(1);
});
