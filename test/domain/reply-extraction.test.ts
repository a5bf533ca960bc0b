import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { extractReply } from '../../domain/reply-extraction.ts';

const reply = (text: string) => extractReply({ text }).reply;

const quotes: Record<string, string> = {
  Gmail: 'On Tue, Nov 24, 2026 at 3:40 AM Ana (Acme) <support@acme.com> wrote:\n\n> Hello\n> there',
  'Gmail, broken over two lines':
    'On Tue, Nov 24, 2026 at 3:40 AM Ana (Acme)\n<support@acme.com> wrote:\n\n> Hello',
  French: 'Le mar. 24 nov. 2026 à 03:40, Ana <support@acme.com> a écrit :\n\n> Bonjour',
  German: 'Am 24.11.2026 um 03:40 schrieb Ana <support@acme.com>:\n\n> Hallo',
  Spanish: 'El mar, 24 nov 2026 a las 3:40, Ana (<support@acme.com>) escribió:\n\n> Hola',
  Polish: 'wt., 24 lis 2026 o 03:40 Ana <support@acme.com> napisał(a):\n\n> Witam',
  Japanese: '2026年11月24日(火) 3:40 Ana <support@acme.com>のメール:\n\n> こんにちは',
  Outlook:
    'From: Ana (Acme) <support@acme.com>\nSent: Tuesday, November 24, 2026 3:40 AM\nTo: kim@example.org\nSubject: Re: Help\n\nHello',
  'Outlook on the web':
    '________________________________\nFrom: Ana\nSent: Tuesday\nTo: Kim\nSubject: Help\n\nHello',
  'Outlook, German':
    'Von: Ana <support@acme.com>\nGesendet: Dienstag, 24. November 2026 03:40\nAn: Kim\nBetreff: AW: Hilfe\n\nHallo',
  'a divider': '-----Original Message-----\nFrom: Ana\n\nHello',
  'our own delimiter': '— Reply above this line —\n\nAnything',
  'bare quotes': '> Hello\n> there\n>\n> — Reply above this line —',
};

describe('cuts what was quoted by', () => {
  it.each(Object.entries(quotes))('%s', (_name, quoted) => {
    const extracted = extractReply({ text: `It works now.\r\n\r\nThanks!\n\n${quoted}` });
    expect(extracted.reply).toBe('It works now.\n\nThanks!');
    expect(extracted.quoted).toBe(quoted);
  });
});

it('leaves a mail without quotes as it is', () => {
  const text =
    'On Monday we wrote:\nplease pay within 14 days.\n\nFrom: the docs I understand that it costs > 5 dollars.';
  expect(extractReply({ text })).toEqual({ reply: text, quoted: '' });
});

it('keeps answers between quotes with what they answer', () => {
  const text = '> Which version?\n\n2.4\n\n> Which browser?\n\nFirefox';
  expect(reply(text)).toBe(text);
});

it('sets a phone’s footer apart', () => {
  const text = 'Yes please\n\nSent from my iPhone';
  expect(extractReply({ text })).toEqual({ reply: 'Yes please', quoted: 'Sent from my iPhone' });
});

it('shows everything when nothing would be left', () => {
  const text = '> Hello\n> there';
  expect(extractReply({ text })).toEqual({ reply: text, quoted: '' });
  expect(reply('Sent from my iPhone')).toBe('Sent from my iPhone');
});

it('keeps emoji answers and drops what Postgres cannot hold', () => {
  expect(reply(`👍\n\n${quotes['Gmail']}`)).toBe('👍');
  expect(reply('a\0b\u200Bc')).toBe('abc');
});

it('takes time linear in whatever a stranger sends', () => {
  const hostile = [
    '\n',
    ' \n\t\n',
    'On a, ',
    '-',
    '> a\n',
    '> a\nb\n',
    'On 2020 x\n',
    'From: a\n',
    `${'_'.repeat(30)}\n`,
    ' ',
    'a@',
  ];
  for (const piece of hostile) {
    const text = `${piece.repeat(Math.ceil(1_000_000 / piece.length))}x`;
    const begun = performance.now();
    extractReply({ text });
    expect(performance.now() - begun, JSON.stringify(piece.slice(0, 10))).toBeLessThan(1_000);
  }
});

const corpus = fileURLToPath(new URL('../../../shared/corpus/replies/', import.meta.url));

it.skipIf(!existsSync(corpus))(
  'loses few words of real replies (skipped where the corpus of real mail is absent)',
  () => {
    const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const cases = readdirSync(corpus)
      .map(
        (name) =>
          JSON.parse(readFileSync(corpus + name, 'utf8')) as {
            kind: string;
            text?: string;
            minReply: string;
          },
      )
      .filter((each) => each.kind !== 'policy' && each.text);
    const losing = cases.filter((each) => {
      const kept = new Set(words(reply(each.text ?? '')));
      return words(each.minReply).some((word) => !kept.has(word));
    });
    expect(losing.length / cases.length).toBeLessThan(0.05);
  },
);
