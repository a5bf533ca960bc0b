import { expect, it } from 'vitest';
import { readText } from '../../../../domain/mail/reading/read-reply.ts';

const q = '> Hello,\n> what is your order number?\n';
/** What program wrote it, the mail, and what of it is the writer's; null: all of it. */
const MAILS: [string, string, string | null][] = [
  ['yes', 'Yes\n\nOn Mon, 3 Jun 2024 at 10:11, Ana <support@acme.com> wrote:\n' + q, 'Yes'],
  ['see above', 'Ok, thanks > see above', 'Ok, thanks > see above'],
  [
    'de outlook',
    'Passt, danke.\n\nVon: Ana <support@acme.com>\nGesendet: Montag, 3. Juni 2024 10:11\nAn: Kim <kim@example.org>\nBetreff: Re: Frage\n\nHallo',
    'Passt, danke.',
  ],
  ['fr', 'Oui merci\n\nLe lun. 3 juin 2024 à 10:11, Ana <support@acme.com> a écrit :\n' + q, 'Oui merci'],
  ['es', 'Gracias\n\nEl lun, 3 jun 2024 a las 10:11, Ana (<support@acme.com>) escribió:\n' + q, 'Gracias'],
  [
    'pt',
    'Obrigado\n\nEm seg., 3 de jun. de 2024 às 10:11, Ana <support@acme.com> escreveu:\n' + q,
    'Obrigado',
  ],
  [
    'it',
    'Grazie\n\nIl giorno lun 3 giu 2024 alle ore 10:11 Ana <support@acme.com> ha scritto:\n' + q,
    'Grazie',
  ],
  ['nl', 'Dank je\n\nOp ma 3 jun 2024 om 10:11 schreef Ana <support@acme.com>:\n' + q, 'Dank je'],
  ['pl', 'Dzięki\n\npon., 3 cze 2024 o 10:11 Ana <support@acme.com> napisał(a):\n' + q, 'Dzięki'],
  ['ru', 'Спасибо\n\nпн, 3 июн. 2024 г. в 10:11, Ana <support@acme.com>:\n' + q, 'Спасибо'],
  ['uk', 'Дякую\n\nпн, 3 черв. 2024 р. о 10:11 Ana <support@acme.com> пише:\n' + q, 'Дякую'],
  ['ja', 'ありがとう\n\n2024年6月3日(月) 10:11 Ana <support@acme.com>:\n' + q, 'ありがとう'],
  ['zh', '谢谢\n\nAna <support@acme.com> 于2024年6月3日周一 10:11写道：\n' + q, '谢谢'],
  [
    'ko',
    '감사합니다\n\n2024년 6월 3일 (월) 오전 10:11, Ana <support@acme.com>님이 작성:\n' + q,
    '감사합니다',
  ],
  [
    'tr',
    'Teşekkürler\n\nAna <support@acme.com>, 3 Haz 2024 Pzt, 10:11 tarihinde şunu yazdı:\n' + q,
    'Teşekkürler',
  ],
  ['fi', 'Kiitos\n\nma 3. kesäk. 2024 klo 10.11 Ana (support@acme.com) kirjoitti:\n' + q, 'Kiitos'],
  ['sv', 'Tack\n\nDen mån 3 juni 2024 kl 10:11 skrev Ana <support@acme.com>:\n' + q, 'Tack'],
  ['no', 'Takk\n\nman. 3. juni 2024 kl. 10:11 skrev Ana <support@acme.com>:\n' + q, 'Takk'],
  ['da', 'Tak\n\nDen man. 3. jun. 2024 kl. 10.11 skrev Ana <support@acme.com>:\n' + q, 'Tak'],
  ['cs', 'Díky\n\npo 3. 6. 2024 v 10:11 odesílatel Ana <support@acme.com> napsal:\n' + q, 'Díky'],
  ['hu', 'Köszönöm\n\nAna <support@acme.com> ezt írta (időpont: 2024. jún. 3., H, 10:11):\n' + q, 'Köszönöm'],
  ['ro', 'Mulțumesc\n\nÎn lun., 3 iun. 2024 la 10:11, Ana <support@acme.com> a scris:\n' + q, 'Mulțumesc'],
  [
    'el',
    'Ευχαριστώ\n\nΣτις Δευ 3 Ιουν 2024 στις 10:11 π.μ., ο/η Ana <support@acme.com> έγραψε:\n' + q,
    'Ευχαριστώ',
  ],
  ['he', 'תודה\n\n‫בתאריך יום ב׳, 3 ביוני 2024 ב-10:11 מאת ‪Ana‬‏ <‪support@acme.com‬‏>:‬\n' + q, 'תודה'],
  ['vi', 'Cảm ơn\n\nVào Th 2, 3 thg 6, 2024 vào lúc 10:11 Ana <support@acme.com> đã viết:\n' + q, 'Cảm ơn'],
  [
    'bottom',
    'On Mon, 3 Jun 2024 at 10:11, Ana <support@acme.com> wrote:\n' + q + '\nIt is 12345.',
    'It is 12345.',
  ],
  ['sig', 'It is 12345.\n\n-- \nKim Lee\nAcme Inc\n', 'It is 12345.'],
  [
    'iphone',
    'It is 12345.\n\nSent from my iPhone\n\n> On 3 Jun 2024, at 10:11, Ana <support@acme.com> wrote:\n> \n> Hello',
    'It is 12345.',
  ],
  [
    'samsung',
    'Ok.\n\nSent from my Galaxy\n\n-------- Original message --------\nFrom: Ana <support@acme.com>\nDate: 03/06/2024 10:11 (GMT+01:00)\nTo: Kim <kim@example.org>\nSubject: Re: Order\n\nHello',
    'Ok.',
  ],
  [
    'proton',
    'Ok.\n\nSent with Proton Mail secure email.\n\nOn Monday, June 3rd, 2024 at 10:11, Ana <support@acme.com> wrote:\n\n' +
      q,
    'Ok.',
  ],
  ['from sentence', 'From: the shop I ordered on Monday.\nSent: never arrived.\n\nPlease help.', null],
  ['on wrote sentence', 'On Monday your colleague wrote:\nplease send the form. Here it is.', null],
  [
    'outlook fi',
    'Kiitos!\n\nLähettäjä: Ana <support@acme.com>\nLähetetty: maanantai 3. kesäkuuta 2024 10.11\nVastaanottaja: Kim <kim@example.org>\nAihe: VS: Tilaus\n\nHei',
    'Kiitos!',
  ],
  [
    'outlook ja',
    '了解です。\n\n差出人: Ana <support@acme.com>\n送信日時: 2024年6月3日 10:11\n宛先: Kim <kim@example.org>\n件名: Re: 注文\n\nHello',
    '了解です。',
  ],
  [
    'outlook ar',
    'شكرا\n\nمن: Ana <support@acme.com>\nتم الإرسال: الاثنين، 3 يونيو 2024 10:11\nإلى: Kim <kim@example.org>\nالموضوع: Re: Order\n\nHello',
    'شكرا',
  ],
  [
    'outlook bg',
    'Благодаря\n\nОт: Ana <support@acme.com>\nИзпратено: понеделник, 3 юни 2024 г. 10:11\nДо: Kim <kim@example.org>\nОтносно: Re: Order\n\nHello',
    'Благодаря',
  ],
];

const spaced = (text: string) => text.trim().replace(/\s+/g, ' ');

it.each(MAILS)('reads a short answer in its own surroundings: %s', (_name, text, own) => {
  expect(spaced(readText(text).reply)).toBe(spaced(own ?? text));
});

it('keeps answers between the lines they answer', () => {
  const { reply } = readText('> what is it?\n\n12345\n\n> and the name?\n\nKim');
  expect(spaced(reply)).toBe('> what is it? 12345 > and the name? Kim');
});

it.each(['?', '…', '...', ':-)', '-', '👍', '*'])('takes a lone %s above a quote for the answer', (mark) => {
  const { reply, parts } = readText(
    `${mark}\n\nOn Mon, 3 Jun 2024 at 10:11, Ana <support@acme.com> wrote:\n\n> Hello`,
  );
  expect([reply, parts[1]?.kind]).toEqual([mark, 'quoted']);
});

it('keeps the joiners that Persian words and pictures need, and no others', () => {
  expect(readText('می‌خواهم 👩‍💻 li\u200bke\u200c this').reply).toBe('می‌خواهم 👩‍💻 like this');
});
