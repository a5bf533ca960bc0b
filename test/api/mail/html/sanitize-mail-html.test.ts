import { describe, expect, it } from 'vitest';
import { sanitizeMailHtml } from '../../../../api/mail/html/sanitize-mail-html.ts';
import { expectLinear, many } from '../../../support/linear-time.ts';

const clean = (html: string, web: (url: string) => string | null = () => null) =>
  sanitizeMailHtml(html, {
    ofContent: (id) => (id === 'logo@x' ? '/attachments/att_logo/image' : null),
    ofWeb: web,
  });

describe('a link', () => {
  it('says where it leads when its words do not', () => {
    expect(clean('<a href="https://evil.example/x">https://bank.example</a>').html).toContain(
      '</a> <span data-host>(evil.example)</span>',
    );
    expect(clean('<a href="https://bank.example.evil.example">bank.example</a>').html).toContain(
      '(bank.example.evil.example)',
    );
    expect(clean('<a href="https://evil.example/"><img src="cid:logo@x"></a>').html).toContain(
      '(evil.example)',
    );
    expect(clean('<a href="https://аpple.com/">apple.com</a>').html).toContain('(xn--pple-43d.com)');
    expect(clean('<a href="https://bank.example@evil.example/">bank</a>').html).toContain('(evil.example)');
  });
  it('needs no mark when its words are the address', () => {
    expect(clean('<a href="https://www.ok.example/a?b=1">ok.example/a</a>').html).not.toContain('data-host');
    expect(clean('<a href="https://ok.example/">https://ok.example/</a>').html).not.toContain('data-host');
  });
  it('opens elsewhere and leads nowhere but to the web, a mail or a call', () => {
    const { html } = clean(
      '<a href="https://ok.example/?a=1&amp;b=2" onclick="x()" id="y" ping="//z">ok</a>',
    );
    expect(html).toContain('href="https://ok.example/?a=1&amp;b=2"');
    expect(html).toContain('target="_blank" rel="noopener noreferrer nofollow"');
    expect(html).not.toMatch(/onclick|id=|ping/);
    for (const href of [
      'javascript:alert(1)',
      'data:text/html,x',
      '//evil.example',
      'file:///etc',
      '/trpc/x',
    ])
      expect(clean(`<a href="${href}">x</a>`).html).toBe('<a>x</a>');
  });
});

describe('a picture', () => {
  it('of the mail itself stands in its place', () => {
    expect(clean('<p><img src="cid:logo@x" alt="Logo" style="position:fixed"></p>').html).toContain(
      'src="/attachments/att_logo/image"',
    );
    expect(clean('<img src="cid:logo%40x">').html).toContain('/attachments/att_logo/image');
    expect(clean('<img src="cid:another">x').html).toBe('x');
  });
  it('of the web stays out and is counted, until somebody asks', () => {
    const html =
      '<img src="http://evil.example/open.gif?u=1" width=1><img src="//evil.example/t.gif"><img srcset="http://evil.example/a 1x">x';
    expect(clean(html)).toEqual({ html: 'x', remoteImages: 1 });
    const asked = clean(html, (url) => `/remote-image?url=${encodeURIComponent(url)}`);
    expect(asked.html).toContain('src="/remote-image?url=http%3A%2F%2Fevil.example%2Fopen.gif%3Fu%3D1"');
    expect(asked.html).not.toContain('evil.example/t.gif');
  });
  it('is nothing that carries itself', () => {
    expect(clean('<img src="data:image/png;base64,iVBORw0KGgo=">x').html).toBe('x');
    expect(clean('<img src="data:image/svg+xml,<svg onload=alert(1)>">').html).not.toContain('src');
  });
});

it('keeps how words look and drops what covers, hides or loads', () => {
  const { html } = clean(
    '<p style="color:red;font-size:14px;background:url(http://evil.example/t.gif);position:fixed;display:none;opacity:0;margin-left:-99px;z-index:9">x</p>',
  );
  expect(html).toBe('<p style="color:red;font-size:14px">x</p>');
  expect(clean('<p style="font-size:0">x</p>').html).toBe('<p>x</p>');
  expect(
    clean('<table width="600" background="http://evil.example"><tr><td bgcolor="#fff">x</td></tr></table>')
      .html,
  ).toBe('<table width="600"><tr><td bgcolor="#fff">x</td></tr></table>');
});

describe('a mail made to exhaust', () => {
  const inOne = (before: string, piece: string, after: string) => (length: number) =>
    before + many(piece, length) + after;
  it.each([
    ['nested elements', inOne('', '<div>', '')],
    ['nested quotes', inOne('', '<blockquote>', '')],
    ['flat paragraphs', inOne('', '<p>x</p>', '')],
    ['one element with very many attributes', inOne('<p ', 'a=b ', '>x')],
    ['links', inOne('', '<a href="https://e.example">x', '')],
    ['styles', inOne('<p style="', 'color:red;', '">x')],
    ['open brackets', inOne('', '<', '')],
    ['plain text', inOne('', 'x', '')],
  ])('%s take no more time than their size', (_what, make) => {
    expectLinear(make, clean);
  });
});
