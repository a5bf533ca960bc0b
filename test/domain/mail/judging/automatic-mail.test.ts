import { describe, expect, it } from 'vitest';
import { isAutomatic, isBounce } from '../../../../domain/mail/judging/automatic-mail.ts';
import type { InboundMail } from '../../../../domain/mail/inbound-mail.ts';
import { mayAnswerAutomatically } from '../../../../domain/mail/judging/may-answer-automatically.ts';
import { mailWith } from './inbound-mail-fixture.ts';

type Parts = Parameters<typeof mailWith>[0];
const own = {
  identity: { inboundDomain: 'reply.acme.example', inboundAddress: null, replyAddressSecrets: ['secret'] },
  addresses: ['support@acme.example'],
};
const mayAnswer = (mail: InboundMail) => mayAnswerAutomatically(mail, own);
const from = (email: string) => ({ from: { email, name: '' } });

const journal = (text: string) => ({ text, attachmentTypes: ['message/rfc822'] });

describe('a machine wrote', () => {
  it.each<[string, Parts]>([
    ['what says so by RFC 3834', { header: { 'Auto-Submitted': 'auto-replied (vacation)' } }],
    ['what comes from nobody', { header: { 'Return-Path': '<>' } }],
    ['Precedence: auto_reply', { header: { Precedence: 'auto_reply' } }],
    ['an Exchange rule', { header: { 'X-MS-Exchange-Inbox-Rules-Loop': 'kim@example.org' } }],
    ['Apple’s vacation rule', { header: { 'X-Apple-Action': 'VACATION/6cd1' } }],
    ['a mail server', from('MAILER-DAEMON@example.org')],
    ['a no-reply address', from('acme-noreply@example.org')],
    ['a no-reply address, German', from('nicht-antworten@example.org')],
    ['a delivery report', { attachmentTypes: ['message/delivery-status'] }],
    ['a read receipt', { attachmentTypes: ['message/disposition-notification'] }],
    [
      'a read receipt in the text',
      {
        text: 'Your message was displayed.\n\nReporting-UA: x\nDisposition: manual-action/MDN-sent-manually; displayed',
      },
    ],
    ['a complaint', { text: 'This is an email abuse report.\n\nFeedback-Type: abuse\nVersion: 1' }],
    ['a report by its own Content-Type', { contentType: 'multipart/report; report-type=delivery-status' }],
    [
      'a challenge',
      { subject: 'Please confirm your message', text: 'Click the link to confirm you are human.' },
    ],
    ['a moderated list', { header: { 'X-List-Administrivia': 'yes' } }],
    ['a newsletter', { header: { 'List-Unsubscribe': '<https://x.example>', 'Feedback-ID': '1:x' } }],
    ['a journal', { header: { 'X-MS-Journal-Report': '' } }],
    [
      'another desk that acknowledges',
      {
        subject: '[Saddle] received',
        text: '##- Bitte antworten Sie oberhalb dieser Zeile -##\n\nIhre Nummer ist 9031.',
      },
    ],
    [
      'an absence, its letters without marks',
      { subject: 'Palidziba (automatiska atbilde)', text: 'Es esmu atvalinajuma. I am out of the office.' },
    ],
    [
      'a challenge that answers us',
      {
        subject: 'Re: Help',
        text: 'Your mail is held until you confirm that you are a person:\nhttps://x.example/1',
      },
    ],
    [
      'a journal by its form',
      journal('Absender: a@x.example\nBetreff: Sattel\nID: <s@x.example>\nAn:\n  b@x.example'),
    ],
    ['a journal by a header', { header: { 'X-MS-Exchange-Organization-Journal-Report': '' } }],
    ['a desk below its rule', { text: '—-—-—\nReply above this line.\n\nWe got your request.' }],
    [
      'a desk that tags its subjects',
      { subject: '[Parts #4411] AutoReply: Saddle', text: 'This message has been automatically generated.' },
    ],
    ['a tracker', { header: { 'X-Bugzilla-Reason': 'None' } }],
  ])('%s', (_name, parts) => {
    expect(isAutomatic(mailWith(parts))).toBe(true);
    expect(mayAnswer(mailWith(parts))).toBe(false);
  });

  it.each([
    'Automatic reply: Help', 'Out of Office: Help', '[AUTO] Help', 'Automatische Antwort: Hilfe', 'Réponse automatique : Aide',
    'Respuesta automática: Ayuda', 'Resposta automática: Ajuda', 'Risposta automatica: Aiuto', 'Automatisch antwoord: Hulp',
    'Autosvar: Hjälp', 'Automatisk svar: Hjælp', 'Automaattinen vastaus: Apua', 'Automatyczna odpowiedź: Pomoc',
    'Automatická odpověď: Pomoc', 'Automatická odpoveď: Pomoc', 'Automatikus válasz: Segítség', 'Răspuns automat: Ajutor',
    'Автоматичен отговор: Помощ', 'Автоматический ответ: Помощь', 'Автоматична відповідь: Допомога', 'Automatski odgovor: Pomoć',
    'Аутоматски одговор: Помоћ', 'Samodejni odgovor: Pomoč', 'Αυτόματη απάντηση: Βοήθεια', 'Otomatik yanıt: Yardım',
    'תשובה אוטומטית: עזרה', 'رد تلقائي: مساعدة', 'Trả lời tự động: Giúp', 'การตอบกลับอัตโนมัติ: ช่วย', 'Balasan otomatis: Bantuan',
    '자동 회신: 도움', '自動応答: ヘルプ', '自动答复: 帮助', '自動回覆: 幫助', 'Resposta automàtica: Ajuda', 'Automaatvastus: Abi',
    'Automātiskā atbilde: Palīdzība', 'Automatinis atsakymas: Pagalba', 'Sjálfvirkt svar: Hjálp',
  ])('“%s”', (subject) => {
    expect(isAutomatic(mailWith({ subject }))).toBe(true);
    expect(isBounce(mailWith({ subject, header: { 'Return-Path': '<>' } }))).toBe(false);
  }); // prettier-ignore
});

describe('a person wrote', () => {
  it.each<[string, Parts]>([
    ['an ordinary mail', {}],
    ['Auto-Submitted: no', { header: { 'Auto-Submitted': 'no' } }],
    ['an answer to an automatic reply', { subject: 'Re: Automatic reply: Help' }],
    ['about automatic replies', { subject: 'Your automatic reply confuses me' }],
    [
      'below our automatic words',
      { text: 'Thanks!\n\nOn 24 Nov 2026 3:40, Ana wrote:\n> This is an automatic message.' },
    ],
    [
      'to a mailing list',
      { header: { Precedence: 'list', 'List-Id': '<people.example.org>', 'List-Unsubscribe': '<x>' } },
    ],
    [
      'about a bounce they got',
      { subject: 'Undeliverable mail', text: 'I get this: 550 5.1.1 user unknown. Why?' },
    ],
    ['about a mail they attach', journal('This came:\n\nFrom: a@x.example\nSubject: Hi\nID: <s@x.example>')],
    ...[
      'I’m on vacation until Friday, please deliver after that.',
      'Ich bin derzeit nicht erreichbar unter der alten Nummer.',
      'The parcel is undeliverable, recipient unknown.',
    ].map((text): [string, Parts] => [
      `through an Exchange that wants no answers: ${text}`,
      { subject: 'Undeliverable parcel', text, header: { 'X-Auto-Response-Suppress': 'All' } },
    ]),
    ['from a shared address', from('info@example.org')],
    ['behind a filter that stamps every mail', { header: { 'X-SEF-Processed': '6_0_1' } }],
    [
      'from the postmaster’s own mailbox',
      { ...from('postmaster@example.org'), subject: 'Re: Undeliverable: Help' },
    ],
    [
      'about a courier, by way of Exchange',
      {
        subject: 'Delivery failed for the second time',
        text: 'The delivery to our house failed again. Please call.',
        header: { 'X-Auto-Response-Suppress': 'DR, OOF' },
      },
    ],
    [
      'at another desk, in answer to us',
      {
        text: '##- Please type your reply above this line -##\n\nHello, we send the saddle today. Kim',
        header: { 'In-Reply-To': '<one@acme.example>' },
      },
    ],
    [
      'about what to confirm',
      { text: 'Can you confirm the order? Your mail was in my spam folder. https://x.example/order' },
    ],
  ])('%s', (_name, parts) => {
    expect(isAutomatic(mailWith(parts))).toBe(false);
    expect(isBounce(mailWith(parts))).toBe(false);
  });
});

describe('a mail server reports what did not arrive', () => {
  it.each<[string, Parts]>([
    ['as a report', { attachmentTypes: ['text/plain', 'message/delivery-status', 'message/rfc822'] }],
    ['by Gmail’s header', { header: { 'X-Failed-Recipients': 'kim@example.org' } }],
    ['as the postmaster', { ...from('postmaster@example.org'), subject: 'Unzustellbar: Hilfe' }],
    ['from nobody', { header: { 'Return-Path': '<>' }, subject: '配信不能' }],
    [
      'from nobody, sent automatically',
      { header: { 'Return-Path': '<>', 'Auto-Submitted': 'auto-replied' }, text: '550 5.1.1 User unknown' },
    ],
  ])('%s', (_name, parts) => {
    expect(isBounce(mailWith(parts))).toBe(true);
    expect(isAutomatic(mailWith(parts))).toBe(true);
  });

  it('and an out-of-office reply from nobody is no bounce', () => {
    const header = {
      'Return-Path': '<>',
      'Auto-Submitted': 'auto-replied',
      'In-Reply-To': '<one@acme.example>',
    };
    expect(isBounce(mailWith({ header, text: 'I am away until Monday.' }))).toBe(false);
  });
});

describe('nothing automatic may answer', () => {
  it.each<[string, Parts]>([
    ['a mailing list', { header: { 'List-Id': '<people.example.org>' } }],
    ['bulk mail', { header: { Precedence: 'bulk' } }],
    ['whoever asks for it', { header: { 'X-Auto-Response-Suppress': 'OOF' } }],
    ['a mail that looped', { header: { 'X-Loop': 'support@acme.example' } }],
    ['our own address', from('support@acme.example')],
    ['an address of a conversation', from('reply+x@reply.acme.example')],
    ['our own mail come back', { messageId: 'token.delivery@reply.acme.example' }],
    ['a mail without sender', { from: null }],
    ['a subject that only smells of a machine', { subject: 'Your automatic reply confuses me' }],
  ])('%s', (_name, parts) => {
    expect(mayAnswer(mailWith(parts))).toBe(false);
  });

  it('but a person may get an answer', () => {
    expect(mayAnswer(mailWith({ subject: 'Re: Help', text: 'Thanks!' }))).toBe(true);
  });
});
