import { describe, expect, it } from 'vitest';
import { readText } from '../../../../domain/mail/reading/read-reply.ts';
import { INTRODUCTIONS } from './introductions.ts';

const reply = (text: string) => readText(text).reply;
const own = 'It works now.\n\nThanks!';

describe('folds what is quoted below', () => {
  it.each(Object.entries(INTRODUCTIONS))('%s', (_name, introduction) => {
    const quote = introduction.startsWith('>') ? '> Hello\n> Kim' : 'Hello\nKim';
    const marked = quote.replace(/^(?!>)/gm, '> ');
    expect(reply(`${own}\n\n${introduction}\n\n${quote}`)).toBe(own);
    expect(reply(`${own}\n\n${introduction}\n\n${marked}`)).toBe(own);
    expect(reply(`${own}\r\n${introduction}\r\n${marked}`)).toBe(own);
  });
});

describe('leaves alone what only looks like a quote:', () => {
  it.each([
    'On Monday we wrote:\nplease pay within 14 days.\n\nFrom: the docs I understand that it costs > 5 dollars.',
    'In 2019 your company wrote:\nwe never sell data.\nIs that still so?',
    'From: Berlin\nTo: Paris\nDate: 12 May\n\nCan I book that?',
    'Name: Kim\nDate: 24.11.2026\nSubject: a refund\n\nPlease see above.',
    'Steps:\n-- first this\n-- then that\n\nWhat next?',
    'I did this on 24.11.2026 at 10:30:\nrestart\nIt did not help.',
    'Sent from my desk, is much easier than my phone.',
    'I run this:\n\n> npm start\n> npm test\n\nand it fails.',
    'It says this when I start:\n\n> Error: no such file\n> at main.ts:3',
    'Meeting: 24.11.2026 10:00\nFrom: 10:00\nTo: 12:00\nSubject: planning\nSee you',
    'This is what Ana wrote on 24.11.2026:\n"please wait"\nIs it true?',
    'Compare:\n\n> one line that I cite\n\nwith the manual.',
    'See the log:\n------------------------------\n10:30 error\n------------------------------\nWhat is it?',
    'Am Montag schrieb mir Ihr Kollege:\nBitte warten.\nWie lange noch?',
    'Ana wrote: it works. It does not.',
    'My address is kim@example.org, I wrote twice.\nPlease answer!',
  ])('%j', (text) => {
    expect(readText(text)).toEqual({ reply: text, folded: '', parts: [{ kind: 'reply', text }] });
  });
});

it('keeps the whole mail, in its order', () => {
  const text = `Hello\n\nOn 24 Nov 2026, at 3:40, Ana wrote:\n> Which?\n\nThe second.\n\n-- \nKim\n\nSent from my iPhone`;
  expect(readText(text).parts).toEqual([
    { kind: 'reply', text: 'Hello' },
    { kind: 'quoted', text: 'On 24 Nov 2026, at 3:40, Ana wrote:\n> Which?' },
    { kind: 'reply', text: 'The second.' },
    { kind: 'signature', text: '--\nKim\n\nSent from my iPhone' },
  ]);
});

it('cuts at our own delimiter, but not at one that is quoted above an answer', () => {
  expect(reply(`${own}\n\n— Reply above this line —\n\nAnything`)).toBe(own);
  expect(reply(`> Hello\n>\n> — Reply above this line —\n\n${own}`)).toBe(own);
});

it('keeps answers between quotes with what they answer, and folds the quote that nobody answered', () => {
  const answered = '> Which version?\n\n2.4\n\n> Which browser?\n\nFirefox';
  expect(reply(answered)).toBe(answered);
  expect(reply(`${answered}\n\n> Anything else?\n> Ana`)).toBe(answered);
});

it('takes what stands below a quote for the answer', () => {
  expect(reply('On 24 Nov 2026 3:40, Ana wrote:\n> Hello\n> there\n\nIt works.')).toBe('It works.');
});

it('puts what line breaks tore out of a quote back into it', () => {
  const quote = `> ${'a long line that some mail program breaks '.repeat(2)},\nand goes on here without a sign\n> and here`;
  expect(reply(`${own}\n\n${quote}`)).toBe(own);
});

it('takes an introduction whose quote lost its signs for the beginning of an answer', () => {
  expect(reply('On 24 Nov 2026 3:40, "Ana" <ana@acme.com> wrote:\n\nYes, please do.')).toBe(
    'Yes, please do.',
  );
});

it('shows everything when nothing would be left', () => {
  for (const text of [
    '> Hello\n> there',
    'Sent from my iPhone',
    '-- \nKim',
    '-----Original Message-----\nFrom: Ana',
  ]) {
    expect(readText(text)).toMatchObject({ reply: text.replace('-- ', '--'), folded: '' });
  }
});

it('keeps an answer of one word, one number or one symbol', () => {
  for (const word of ['Yes', '7', '👍', ':+1:', '好']) {
    expect(reply(`${word}\n\n${INTRODUCTIONS['English'] ?? ''}\n\n> Which?`)).toBe(word);
  }
});

it('drops what no database and no eye can hold', () => {
  expect(reply('a\0b\u200Bc\u202Ed')).toBe('abcd');
});
