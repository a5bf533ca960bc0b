import { expect, it } from 'vitest';
import { decodeText } from '../../../activities/sources/parsing/decode-text.ts';
import { parseContent } from '../../../activities/sources/parsing/parse-content.ts';
import { namedIn } from '../../../activities/sources/web/read-sitemaps.ts';

const read = (text: string, address: string, contentType = '') =>
  parseContent({ bytes: Buffer.from(text), address, contentType });

const PAGE = `<html><head><title>Returns | Lantern</title></head><body><nav>Menu</nav><main><h1>Returns <a href="#r">#</a></h1>
<p>You can return a lamp within <b>30 days</b>, and it is <a href="/docs/free">free</a> in the whole of the EU for everybody who asks.</p>
<h2>Elsewhere</h2><table><tr><th>Where</th><th>Price</th></tr><tr><td>US</td><td>9 | 10</td></tr></table>
<script>alert(1)</script><img src="x" onerror="alert(1)"></main><footer>All rights</footer></body></html>`;

it('takes a page’s content without its frame, with headings, links and tables', async () => {
  const { articles, links } = await read(
    PAGE,
    'https://lantern.example/docs/returns',
    'text/html; charset=utf-8',
  );
  expect(articles).toEqual([
    {
      part: '',
      title: 'Returns',
      text: [
        'You can return a lamp within **30 days**, and it is [free](https://lantern.example/docs/free) in the whole of the EU for everybody who asks.',
        '## Elsewhere',
        '| Where | Price |\n| --- | --- |\n| US | 9 \\| 10 |',
      ].join('\n\n'),
    },
  ]);
  expect(links).toContain('https://lantern.example/docs/free');
});

it('takes each line of a table as an article, whatever separates its fields', async () => {
  const { articles } = await read(
    'question;answer\nHow long?;"Five; or six days"\nEmpty?;\nHow long?;Seven',
    'faq.csv',
  );
  expect(articles.map(({ part, text }) => [part, text])).toEqual([
    ['How long?', 'Five; or six days'],
    ['How long? (2)', 'Seven'],
  ]);
  expect((await read('a,b\n1,2', 'x.csv')).problem).toContain('title and text, or question and answer');
});

it.each([
  ['---\ntitle: "Hello"\n---\n# Other\nText', 'a.md', 'Hello'],
  ['# From its `heading`\n\nText', 'a.md', 'From its heading'],
  ['Only words', 'care-guide.txt', 'care guide'],
])('calls a file by what it says: %j', async (text, name, title) => {
  expect((await read(text, name)).articles[0]?.title).toBe(title);
});

it('says what it cannot read, and why', async () => {
  expect((await read('MZ\0\0', 'setup.exe')).problem).toContain('none of the kinds');
  expect(
    (
      await read(
        '<html><meta name="robots" content="noindex"><p>x</p></html>',
        'https://a.example/',
        'text/html',
      )
    ).problem,
  ).toContain('noindex');
  expect((await read('', 'empty.md')).problem).toBe('It holds no text.');
});

it('reads letters as the server, the page or their mark says', () => {
  const latin = Buffer.from('Gr\xfc\xdfe', 'latin1');
  expect(decodeText(latin, 'text/html; charset=ISO-8859-1')).toBe('Grüße');
  expect(decodeText(Buffer.concat([Buffer.from('<meta charset="windows-1252">'), latin]))).toContain('Grüße');
  expect(decodeText(latin)).toBe('Grüße');
  expect(decodeText(Buffer.from([0xff, 0xfe, 0x41, 0]))).toBe('A');
  expect(decodeText(Buffer.from('Grüße'), 'text/html; charset=nonsense')).toBe('Grüße');
});

it('reads sitemaps and their indexes, without the pictures in them', () => {
  const xml = `<urlset><url><loc> https://a.example/1?x=1&amp;y=2 </loc><image:image><image:loc>https://a.example/p.png</image:loc></image:image></url></urlset>`;
  expect(namedIn(xml)).toEqual({ pages: ['https://a.example/1?x=1&y=2'], sitemaps: [] });
  const index = '<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>';
  expect(namedIn(index)).toEqual({ pages: [], sitemaps: ['https://a.example/s.xml'] });
  expect(namedIn('<urlset><url><loc>not an address')).toEqual({ pages: [], sitemaps: [] });
});
