import { describe, expect, it } from 'vitest';
import { readMail } from '../../../../api/mail/reading/read-mail.ts';
import { isAutomatic } from '../../../../domain/mail/judging/automatic-mail.ts';
import type { MailParties } from '../../../../domain/mail/reading/lines/mail-parties.ts';
import { expectLinear, many } from '../../../support/linear-time.ts';
import { mailWith } from '../judging/inbound-mail-fixture.ts';

const MEGABYTE = 1_000_000;
/** How often as long as finding the words of an ordinary megabyte a hostile one may take. */
const MAX_RATIO = 15;

const texts = [
  '\n', '\r\n', ' ', '\t', ' \n\t\n', '-', '--\n', '_', '* * *\n', 'On a, ', 'On a, a\n', 'On 24.11.2026 03:40 a <a@b> wrote\n',
  'wrote:\n', 'a wrote:\n', '1:00 a@b wrote:\n', 'a:\n', 'From: a@b\nDate: 1.1.2026 10:00\n\nx\n', '::\n', '>', '> a\n', '> a\nb\n',
  '> a\n\nb\n\n', '>\n', 'a@', '<a@b', '<<a@b:\n', 'Sent from my ', 'Sent from my iPhone\n', '---- x ----\n', '----- Original\n',
  '____________________\n', '\0', '\u200b', '\ud800', '1', '1.', 'schrieb ', '2026年', '> From: a\n', '>>> a 1.1.2026 >>>\n', 'a\n',
  '-- \nx\n', '| a\n', 'AB> a\n', 'x: a@b\n', 'x: a@b\ny: 1.1.2026\n', 'x: a@b 1.1.2026 Y: c@d ', 'a@b 1.1.2026\nTo\n', 'a. On 1.1.2026 a@b wrote:\n> a\n',
  'a 1.1.2026 10:00 a@b\nHi,\n', '---- mail ----\n', '---- mail ---- ', '[EXTERNAL] link ', 'we sent the lamp on Monday\n', '> a:\n', 'http://a ', 'this is an auto ', 'click the link ', 'your message to ', '5.1.1 ',
]; // prettier-ignore
const htmls = [
  '<div>', '<blockquote>', '<p>', '<p>x', '</b>', '</div>', '<br>', '<b><i></b></i>', '<div class="gmail_quote">', '<td>x',
  '<div class="gmail_quote">a 1.1.2026 a@b:', '<table><tr><td>', '<div id=divRplyFwdMsg>x</div>', '&', '&amp;', '&#x41;', '<', '< ', '<a',
  '<!--', '<![CDATA[', '<pre>', '<pre>a\n', '<hr>', '<li>', '<tr><td>x<td>y', '<td><p>x', '<a href="http://a/b">x</a>', '<a href="http://a/b">x', '<style>', '<title>', '<span style="display:none">', '<blockquote>a</blockquote>b',
]; // prettier-ignore

interface Input {
  name: string;
  make(length: number): { text: string; html: string };
}

const inputs: Input[] = [
  ...texts.map((piece) => ({
    name: JSON.stringify(piece),
    make: (n: number) => ({ text: many(piece, n), html: '' }),
  })),
  ...htmls.flatMap((piece) => ['', '<blockquote>'.repeat(60)].map((before) => inHtml(piece, before))),
  {
    name: 'one tag with 140,000 attributes',
    make: (n) => ({ text: '', html: `<div ${many('a1="x" ', n)}>x` }),
  },
  { name: 'a class of a megabyte', make: (n) => ({ text: '', html: `<div class="${many('a ', n)}">x` }) },
  {
    name: 'a style of a megabyte',
    make: (n) => ({ text: '', html: `<div style="${many('display: ', n)}">x` }),
  },
];

function inHtml(piece: string, before: string): Input {
  const name = before ? `${piece} in sixty quotes` : piece;
  return { name, make: (n) => ({ text: '', html: before + many(piece, n) }) };
}

const parties: MailParties = {
  ours: ['a@b', 'help@acme.example'],
  ourNames: ['Acme'],
  customer: { email: 'c@d', name: 'Kim Lee' },
  sent: [many('we sent the lamp on Monday and it comes by post\n', 40_000)],
};

function read(mail: { text: string; html: string }): void {
  readMail(mail, parties);
  isAutomatic(mailWith({ ...mail, subject: mail.text }));
}

function milliseconds(work: () => void): number {
  const times = [0, 1].map(() => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
  return Math.min(...times);
}

/** A machine that does other things besides is slow now and then; what is not linear is slow every time. */
function atBest(limit: number, measure: () => number): number {
  let best = Infinity;
  for (let attempt = 0; attempt < 5 && best >= limit; attempt++) best = Math.min(best, measure());
  return best;
}

const ordinary = many('Hello Ana, the second page of it does not open since Tuesday. ', MEGABYTE);
const reference = () => milliseconds(() => void ordinary.match(/[\p{L}\p{N}]+/gu));

describe('a megabyte of what a stranger may send is read about as fast as an ordinary one is looked through', () => {
  it.each(inputs)('$name', ({ make }) => {
    const mail = make(MEGABYTE);
    expect(atBest(MAX_RATIO, () => milliseconds(() => read(mail)) / reference())).toBeLessThan(MAX_RATIO);
  });
});

describe('twice the mail takes about twice the time', () => {
  it.each(inputs)('$name', ({ make }) => {
    expectLinear(make, read, [90_000]);
  });
});
