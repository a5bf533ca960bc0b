import { describe, expect, it } from 'vitest';
import { readMail } from '../../../../api/mail/reading/read-mail.ts';
import { INTRODUCTIONS } from './introductions.ts';

const read = (html: string, text = '') => readMail({ html, text });
const reply = (html: string) => read(html).reply;
const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const own = '<div>It works now.</div><div><br></div><div>Thanks!</div>';
const said = 'It works now.\n\nThanks!';

const unquoted = Object.entries(INTRODUCTIONS).filter(([, introduction]) => !introduction.startsWith('> '));

const quotes: Record<string, string> = {
  Gmail:
    '<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Tue Ana &lt;<a href="mailto:a@b.c">a@b.c</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex">Hello</blockquote></div>',
  'Gmail in a language nobody listed':
    '<div class="gmail_quote">24/11/2026 gan Ana &lt;a@b.c&gt; adfi:<br><blockquote class="gmail_quote">Hello</blockquote></div>',
  'Outlook on the web':
    '<div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Ana<br><b>Sent:</b> Tuesday</div><div>Hello</div>',
  'Outlook for Windows':
    '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b> Ana &lt;a@b.c&gt;<br><b>Sent:</b> Tuesday, November 24, 2026 3:40 AM<br><b>To:</b> Kim<br><b>Subject:</b> Help</p></div></div><p class="MsoNormal">Hello</p>',
  'Outlook in a language nobody listed':
    '<div style="border:none;border-top:solid #B5C4DF 1.0pt"><p>Oddi wrth: Ana<br>Anfonwyd: 24 Tachwedd 2026 03:40<br>At: Kim<br>Pwnc: Help</p></div><p>Hello</p>',
  'Outlook for phones':
    '<div id="ms-outlook-mobile-signature">Get Outlook for iOS</div><div id="mail-editor-reference-message-container"><b>From:</b> Ana<br>Hello</div>',
  'Apple Mail':
    '<div><br><blockquote type="cite"><div>On Nov 24, 2026, at 3:40 AM, Ana &lt;a@b.c&gt; wrote:</div><br><div>Hello</div></blockquote></div>',
  Thunderbird:
    '<div class="moz-cite-prefix">Ana – nobody knows how – wrote<br></div><blockquote type="cite" cite="mid:x">Hello</blockquote>',
  Yahoo:
    '<div id="ydp1yahoo_quoted_1" class="yahoo_quoted"><div>On Tuesday, Ana wrote:</div><div>Hello</div></div>',
  'Proton Mail':
    '<div class="protonmail_quote">On Tuesday, Ana wrote:<br><blockquote>Hello</blockquote></div>',
  Zoho: '<div class="zmail_extra"><div>---- On Tue, Ana wrote ----</div><div>Hello</div></div>',
  GMX: '<div name="quote"><div><b>Gesendet:</b> Dienstag<br><b>Von:</b> Ana</div><div name="quoted-content">Hello</div></div>',
  'a rule and headers':
    '<hr><b>From: </b>Ana &lt;a@b.c&gt;<br><b>To: </b>Kim<br><b>Sent: </b>Friday, July 22, 2026 6:20:01 PM<br><b>Subject: </b>Hello<br><p>Hello</p>',
  'our own delimiter': '<p>— Reply above this line —</p><p>Hello</p>',
};

describe('folds what is quoted by', () => {
  it.each(Object.entries(quotes))('%s', (_name, quote) => {
    const { reply: found, parts } = read(
      `<html><head><title>x</title></head><body>${own}<br>${quote}</body></html>`,
    );
    expect(found).toBe(said);
    expect(parts.map((part) => part.text).join('\n')).toContain('Hello');
  });

  it.each(unquoted)('words without structure: %s', (_name, introduction) => {
    const lines = introduction.split('\n').map((line) => `<div>${escape(line)}</div>`);
    expect(reply(`${own}<br>${lines.join('')}<br><div>Hello<br>Kim</div>`)).toBe(said);
  });
});

it('reads what a browser would show', () => {
  const html =
    '<style>p{}</style><p>One &amp; <b>two</b></p><ul><li>three</li><li>four</li></ul><table><tr><td align="left">five</td><td align="left">six</td></tr></table><pre>a\n  b</pre><!-- no --><span style="display: none">hidden</span>end';
  expect(reply(html)).toBe('One & two\n\nthree\nfour\n\nfive | six\n\na\n  b\n\nend');
});

it('keeps the cells of a table apart, whatever stands in them, and columns of paragraphs below each other', () => {
  expect(
    reply(
      'My order:<table><tr><th>Item</th><th>Price</th></tr><tr><td><p>Lamp</p></td><td></td><td><p>40</p></td></tr></table>',
    ),
  ).toBe('My order:\nItem | Price\nLamp | 40');
  expect(
    reply('<table><tr><td>Colour:</td><td>red</td></tr><tr><td>a<br>b</td><td>c</td></tr></table>'),
  ).toBe('Colour: red\na\nb\nc');
});

it('puts nothing beside a table that stands below it, whatever its last cell holds', () => {
  expect(reply('<table><tr><td>Lamp</td><td></td></tr></table><div>Thanks</div>')).toBe('Lamp\nThanks');
});

it('says where a link leads, unless its words say so', () => {
  expect(reply('See the <a href="https://acme.example/track/9">portal</a>.')).toBe(
    'See the portal <https://acme.example/track/9>.',
  );
  for (const said of ['www.acme.example', 'https://acme.example/']) {
    expect(reply(`At <a href="https://www.acme.example/">${said}</a>!`)).toBe(`At ${said}!`);
  }
  expect(reply('<a href="mailto:kim@acme.example?subject=Hi">kim@acme.example</a>')).toBe('kim@acme.example');
  expect(reply('<a href="javascript:alert(1)">Hi</a> <a href="#top">there</a>')).toBe('Hi there');
});

it('keeps a link around emphasis and blocks, and a picture that is an image', () => {
  const link = (inside: string) => reply(`<p>See <a href="https://a.example/9">${inside}</a></p>`);
  expect(link('<b>the</b> <i>Portal</i>')).toBe('See the Portal <https://a.example/9>');
  expect(link('<div>Portal</div>')).toContain('<https://a.example/9>');
  expect(reply('<p>Thanks <img alt="👍" src="cid:1"><img alt="Logo" src="x"></p>')).toBe('Thanks 👍');
});

it('keeps the writer’s words inside a mail program’s own container', () => {
  const html = `<div class="gmail_quote">${own}<blockquote class="gmail_quote">Hello</blockquote></div>`;
  expect(reply(html)).toBe(said);
});

it('takes an indented paragraph for the writer’s own', () => {
  expect(
    reply('<blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>Mine</div></blockquote>'),
  ).toBe('Mine');
  expect(reply(`Hi<blockquote style="margin:0 0 0 40px;border:none">Mine</blockquote>`)).toBe('Hi\n\nMine');
});

it('keeps answers between quotes with what they answer', () => {
  const html = '<blockquote type="cite">One?</blockquote>Yes.<blockquote type="cite">Two?</blockquote>No.';
  expect(reply(html)).toBe('> One?\n\nYes.\n\n> Two?\n\nNo.');
});

it('takes what stands below a quote for the answer, also below a quoted delimiter', () => {
  const quote =
    '<blockquote type="cite">Hello<p>— Reply above this line —</p><div id="divRplyFwdMsg">x</div></blockquote>';
  expect(reply(`<div>On 24 Nov 2026 3:40, Ana wrote:</div>${quote}<div>It works.</div>`)).toBe('It works.');
});

it('sets signatures apart', () => {
  for (const signature of [
    '<div class="gmail_signature" data-smartmail="gmail_signature">Kim<br>Acme</div>',
    '<div class="moz-signature">-- <br>Kim</div>',
    '<div id="Signature">Kim</div>',
    '<br>-- <br>Kim',
  ]) {
    expect(reply(`<div>Hello there</div>${signature}`)).toBe('Hello there');
  }
});

it('reads the text part when the HTML part is a stub', () => {
  expect(read('<p>See the text.</p>', 'What I really want to say is much longer.').reply).toContain('really');
  expect(read('<p></p>', 'Hello').reply).toBe('Hello');
  expect(read('<p>Hello there</p>', 'Hello\nthere').reply).toBe('Hello there');
});

it('survives elements that never end or never began', () => {
  expect(reply('</div></p>Hello<blockquote><div>quoted')).toBe('Hello');
  expect(reply('<p style="display:none">hidden<p>Hello</td>')).toBe('Hello');
});
