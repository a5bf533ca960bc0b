import { describe, expect, it } from 'vitest';
import { readText } from '../../../../domain/mail/reading/read-reply.ts';

const own = 'The saddle squeaks. Can you help?';
const reply = (text: string) => readText(text).reply;
const quote = '> Hello Kim,\n>\n> we sent it on Monday.\n>\n> Acme Bikes';

describe('folds a quote however it is made:', () => {
  it.each([
    ['bars', 'On 24 Nov 2026, Ana wrote:\n\n| Hello Kim,\n|\n| we sent it.\n| Ana'],
    ['initials', 'On 24 Nov 2026, Ana wrote:\nAB> Hello Kim,\nAB>\nAB> we sent it.'],
    ['an introduction in three lines', `On Nov 24, 2026,\nat 3:40,\nAna <ana@acme.example> wrote:\n\n${quote}`],
    ['a colon on the left', `:כתב Acme Bikes, 2026-11-24 03:40 בתאריך\n${quote}`],
    ['a day and a name in an unknown language', `2026-11-24 03:40, Acme Bikes գրեց.\n${quote}`],
    ['the day behind the verb', `Ana <ana@acme.example> skrev: (24 november 2026 kl. 03:40)\n\nHello Kim`],
    ['headers behind a divider', '-------- Ursprüngliche Nachricht --------Von: "Ana"  Datum: 24.11.26  03:40 An: Kim Betreff: Saddle\n\nHello'],
    ['a frame of unknown words', '----- Ujumbe wa awali -----\nFrom: Ana <ana@acme.example>\nDate: 24.11.2026\nSubject: Saddle\n\nHello'],
  ])('%s', (_name, quoted) => {
    expect(reply(`${own}\n\n${quoted}`)).toBe(own);
  });

  it('on the same line as the answer’s end', () => {
    expect(reply(`${own} On Tue, Nov 24, 2026 at 3:40 AM, ana@acme.example wrote:\n${quote}`)).toBe(own);
  });
}); // prettier-ignore

describe('leaves what the writer shows:', () => {
  it.each([
    'It prints:\n\n> {\n>   "a": {\n>     "b": 1,\n>     "c": 2\n>   },\n>   "d": [\n>   ]\n> }\n\nWhy?',
    '| Lamp | 40 |\n| Plug | 3 |\n| Cable | 5 |\n\nIs that right?',
    'I ran this:\nPS> npm install thing\nPS> npm start thing\nPS> npm test thing\nand nothing happened.',
    '---- Error message ----\nIt does not start.\n---- End ----\nWhat now?',
    'My forwarded message:\nplease read it.',
  ])('%j', (text) => {
    expect(reply(text)).toBe(text);
  });
});

it('takes "?" for an answer', () => {
  expect(reply(`?\n\nOn 24 Nov 2026 3:40, Ana <ana@acme.example> wrote:\n${quote}`)).toBe('?');
});
