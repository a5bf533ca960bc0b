import { describe, expect, it } from 'vitest';
import type { MailParties } from '../../../../domain/mail/reading/lines/mail-parties.ts';
import { readText } from '../../../../domain/mail/reading/read-reply.ts';

const parties: MailParties = {
  ours: ['help@acme.example'],
  ourNames: [],
  customer: { email: 'kim@example.org', name: 'Kim Lee' },
  sent: [],
};
const own = 'Yes, please do.\n\nThe number is 4471.';
const plain = 'Good morning Kim,\n\nwe sent it on Monday.\n\nAna\nAcme Bikes';
const marked = plain.replace(/^/gm, '> ');
const from = 'Acme Bikes <help@acme.example>';
const reply = (text: string) => readText(text, parties).reply;

/** Introductions of programs and languages that no table holds. */
const INTRODUCTIONS = [
  `Երք, 3 մարտի 2026 թ., 16:40-ին ${from} գրել է.`,
  `სამ, 3 მარ. 2026, 16:40-ზე, ${from} დაწერა:`,
  `3 mart 2026, Ç.A, 16:40 tarixində ${from} yazdı:`,
  `Mnamo Jumanne, 3 Machi 2026 saa 16:40, ${from} aliandika:`,
  `Noong Mar, Mar 3, 2026 nang 4:40 PM, sinulat ni ${from} ang:`,
  `2026 оны 3-р сарын 3, Мяг 16:40 цагт ${from} бичсэн нь:`,
  `মঙ্গল, ৩ মার্চ, ২০২৬ তারিখে ৪:৪০ PM টায় ${from} লিখেছেন:`,
  `செவ்., 3 மார்., 2026, பிற்பகல் 4:40 அன்று, ${from} எழுதியது:`,
  `ማክሰ 3 ማርች 2026 ከቀኑ 10:40 ላይ ${from} እንዲህ ጻፉ፦`,
  `នៅថ្ងៃ អង្គារ, 3 មីនា 2026 ម៉ោង 16:40, ${from} បានសរសេរ៖`,
  `အင်္ဂါ၊ ၃ မတ်၊ ၂၀၂၆ ၌ ၄:၄၀ PM တွင် ${from} ကရေးသားခဲ့သည်:`,
  `Më mar, 3 mars 2026 në 16:40 ${from} shkroi:`,
];

describe('an introduction that no table holds is folded with what it introduces', () => {
  it.each(INTRODUCTIONS)('%s', (introduction) => {
    expect(reply(`${own}\n\n${introduction}\n\n${marked}`)).toBe(own);
    expect(reply(`${own}\n\n${introduction}\n\n${plain}`)).toBe(own);
  });
});

it('knows a mail of ours by its greeting where its introduction has no address', () => {
  const quoted = `Mnamo 3 Machi 2026 16:40, Acme Bikes aliandika:\n\n${plain}`;
  expect(reply(`${own}\n\n${quoted}`)).toBe(own);
});

describe('an introduction on the line of the answer’s end is parted from it:', () => {
  it.each([
    ['Oui merci, envoyez-le.', ` Le mar. 3 mars 2026 à 16:40, ${from} a écrit :`],
    ['はい、お願いします。', `2026年3月3日(火) 16:40 ${from}:`],
    ['Ja, bitte senden!', ` Am Di., 3. März 2026 um 16:40 Uhr schrieb ${from}:`],
  ])('%s', (answer, introduction) => {
    expect(reply(`${answer}${introduction}\n\n${marked}`)).toBe(answer);
  });
});

it('keeps answered lines, and not the introduction above them', () => {
  const answered = '> Which lamp is it?\nThe blue one.\n> Which plug?\nType C.';
  expect(reply(`Mnamo 3 Machi 2026 16:40, ${from} aliandika:\n${answered}`)).toBe(answered);
});

describe('a form at the beginning is its writer’s, and what is quoted below is not:', () => {
  it.each([
    'De: Madrid\nPara: Lisboa\nFecha: 3/3/2026\nAsunto: equipaje perdido\n\n¿Dónde está?',
    'To: Acme Bikes\nFrom: Kim Lee\nDate: 3 March 2026\nRe: contract 4471\n\nI cancel my contract.',
    'On 3/3/2026 at 16:40 the app said:\n\n> no power\n\nand stopped.',
    'SQL> select * from lamp;\nSQL> commit;\nSQL> exit\n\nfails at the second line.',
  ])('%j', (text) => {
    expect(reply(`${text}\n\nOn Mon, 2 Mar 2026 at 10:15, ${from} wrote:\n> Which?`)).toBe(text);
  });
});

describe('what a filter puts above a mail is folded apart:', () => {
  it.each([
    '[EXTERNAL] Do not click links or attachments unless you know the content is safe.',
    'CAUTION: This email originated from outside of the\norganization. Do not click links or open attachments unless you\nrecognize the sender.',
    'ACHTUNG: Diese E-Mail kommt von extern. Öffnen Sie keine Anhänge, wenn Sie den Absender nicht kennen.',
    'Ce courriel provient de l’extérieur de l’entreprise. Ne cliquez sur aucun lien et n’ouvrez pas les pièces jointes.',
    'You don’t often get email from help@acme.example. Learn why this is important',
    '[EXTERN]',
    '[EXT]',
    'External Email',
    'This Message originated outside your organization.',
    'This email came from outside Acme Ltd. Think before you click on links or open attachments.',
    'Externe E-Mail! Vorsicht beim Öffnen von Links und Anhängen.',
    'ВНИМАНИЕ: Это письмо отправлено извне организации. Не открывайте вложения и ссылки.',
    'xBannerStart\nThis Message Is From an External Sender\nIt came from outside your organization.\nxBannerEnd',
    '########\n# EXTERNAL EMAIL - do not open attachments from unknown senders\n########',
  ])('%s', (banner) => {
    expect(readText(`${banner}\n\n${own}`).parts).toEqual([
      { kind: 'banner', text: banner },
      { kind: 'reply', text: own },
    ]);
  });

  it.each([
    'External link in your mail does not open. The attachment is not safe, says my phone.',
    'CAUTION: the lamp gets hot.',
    '[URGENT] Please call me',
    'Your email went to an external address of our company.',
    'External lamp',
    'I sent this email to an external address of the company first.',
    'I don’t often get email from you. Please write to kim@example.org.',
  ])('but not “%s”', (words) => {
    expect(reply(`${words}\n\n${own}`)).toBe(`${words}\n\n${own}`);
  });
});
