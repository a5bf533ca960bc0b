import { describe, expect, it } from 'vitest';
import { readForwarded } from '../../../../domain/mail/reading/forwarded-mail.ts';
import { expectLinear, many } from '../../../support/linear-time.ts';

const read = (text: string, subject = 'Fwd: Help') => readForwarded({ subject, text });

const BLOCKS: Record<string, string> = {
  Gmail: `---------- Forwarded message ---------
From: Kim Kay <kim@example.org>
Date: Tue, Nov 24, 2026 at 3:40 AM
Subject: Help
To: <ana@acme.example>`,
  'Apple Mail': `> Begin forwarded message:
> 
> From: Kim Kay <kim@example.org>
> Subject: Help
> Date: 24 November 2026 at 03:40:00 CET
> To: ana@acme.example`,
  Outlook: `________________________________
From: Kim Kay <kim@example.org>
Sent: Tuesday, November 24, 2026 3:40 AM
To: Ana <ana@acme.example>
Subject: Help`,
  'Thunderbird, in German': `-------- Weitergeleitete Nachricht --------
Betreff: 	Help
Datum: 	Tue, 24 Nov 2026 03:40:00 +0100
Von: 	Kim Kay <kim@example.org>
An: 	ana@acme.example`,
  'Outlook, in German': `Von: Kim Kay <kim@example.org>
Gesendet: Dienstag, 24. November 2026 03:40
An: Ana <ana@acme.example>
Betreff: Help`,
  French: `---------- Message transféré ---------
De : Kim Kay <kim@example.org>
Date: mar. 24 nov. 2026 à 03:40
Objet : Help
À : <ana@acme.example>`,
  Spanish: `*De:* Kim Kay <kim@example.org>
*Enviado:* martes, 24 de noviembre de 2026
*Para:* ana@acme.example
*Asunto:* Help`,
  Dutch: `Van: Kim Kay <kim@example.org>
Verzonden: dinsdag 24 november 2026
Aan: ana@acme.example
Onderwerp: Help`,
  Polish: `Od: Kim Kay <kim@example.org>
Wysłano: wtorek, 24 listopada 2026
Do: ana@acme.example
Temat: Help`,
  Russian: `От: Kim Kay <kim@example.org>
Дата: вт, 24 нояб. 2026 г.
Кому: ana@acme.example
Тема: Help`,
  Japanese: `差出人: Kim Kay <kim@example.org>
日時: 2026年11月24日
件名: Help
宛先: ana@acme.example`,
  Chinese: `发件人：Kim Kay <kim@example.org>
发送时间：2026年11月24日
收件人：ana@acme.example
主题：Help`,
};

describe('a forwarded mail', () => {
  it.each(Object.entries(BLOCKS))('of %s names who wrote it', (_program, block) => {
    const quoted = block.startsWith('>');
    const body = ['', 'It does not start.', 'Why?'].map((line) => (quoted ? `> ${line}` : line));
    expect(read(`Can you help her?\nThanks\n\n${block}\n${body.join('\n')}`)).toEqual({
      words: 'Can you help her?\nThanks',
      from: { email: 'kim@example.org', name: 'Kim Kay' },
      subject: 'Help',
      text: 'It does not start.\nWhy?',
    });
  });

  it('may come without a word', () => {
    expect(read(`${BLOCKS['Gmail']}\n\nIt does not start.`)).toMatchObject({
      words: '',
      text: 'It does not start.',
    });
  });
});

it.each([
  ['an ordinary mail', 'Hello\n\nFrom: Monday on I am away.\n'],
  ['a lone From line', 'From: kim@example.org\n\nHello'],
  ['a block without an address', 'From: Kim\nDate: today\nTo: me\nSubject: x\n\nHello'],
])('%s forwards nothing', (_what, text) => {
  expect(read(text)).toBeNull();
});

it.each(['From: ', 'From: a@b.c\n', '> '.repeat(50) + '\n', '----------', 'a:\n', 'Von:\t*'])(
  'reads hostile text in linear time: %j',
  (piece) => expectLinear((length) => many(piece, length), read),
);
