import { describe, expect, it } from 'vitest';
import { markdownToHtml } from '../../../domain/markdown/markdown-to-html.ts';
import { markdownToText } from '../../../domain/markdown/markdown-to-text.ts';
import type { Block, Inline } from '../../../domain/markdown/markdown-tree.ts';
import { parseMarkdown } from '../../../domain/markdown/markdown.ts';
import { expectLinear, many } from '../../support/linear-time.ts';

const text = (value: string): Inline => ({ type: 'text', text: value });

/** The words that are left when every mark is taken away. */
function words(nodes: (Block | Inline)[]): string {
  return nodes
    .map((node) => {
      if ('text' in node) return node.text;
      if ('children' in node) return words(node.children);
      if ('items' in node) return node.items.map(words).join(' ');
      if ('rows' in node) return [node.head, ...node.rows].flat().map(words).join(' ');
      return ' ';
    })
    .join('');
}

function links(nodes: (Block | Inline)[]): string[] {
  return nodes.flatMap((node) => [
    ...(node.type === 'link' ? [node.href] : []),
    ...('children' in node ? links(node.children) : []),
    ...('items' in node ? node.items.flatMap(links) : []),
    ...('rows' in node ? [node.head, ...node.rows].flat(2).flatMap((cell) => links([cell])) : []),
  ]);
}

describe('Markdown', () => {
  it('reads what people and models write', () => {
    expect(parseMarkdown('# Title #\n\nOne *two* **three** `four`\nfive')).toEqual([
      { type: 'heading', level: 1, children: [text('Title')] },
      {
        type: 'paragraph',
        children: [
          text('One '),
          { type: 'emphasis', children: [text('two')] },
          text(' '),
          { type: 'strong', children: [text('three')] },
          text(' '),
          { type: 'code', text: 'four' },
          { type: 'break' },
          text('five'),
        ],
      },
    ]);
  });

  it('nests lists and keeps the number a list begins with', () => {
    const [list] = parseMarkdown('3. three\n   - inner\n4. four');
    expect(list).toMatchObject({ type: 'list', ordered: true, start: 3 });
    expect(list?.type === 'list' && list.items[0]?.map((block) => block.type)).toEqual(['paragraph', 'list']);
  });

  it('keeps code as it was written', () => {
    expect(parseMarkdown('```ts\nconst a = `*b*`;\n\n  c\n```')).toEqual([
      { type: 'code', language: 'ts', text: 'const a = `*b*`;\n\n  c' },
    ]);
  });

  it('leaves snake_case, arithmetic and open marks alone', () => {
    expect(words(parseMarkdown('snake_case_name 2 * 3 * 4 **open [also'))).toBe(
      'snake_case_name 2 * 3 * 4 **open [also',
    );
  });

  it.each([
    ['***both***', '<strong><em>both</em></strong>'],
    ['___both___', '<strong><em>both</em></strong>'],
    ['**a*b***', '<strong>a<em>b</em></strong>'],
    ['*a**b***', '<em>a<strong>b</strong></em>'],
    ['***a** b*', '<em><strong>a</strong> b</em>'],
    ['***a* b**', '<strong><em>a</em> b</strong>'],
    ['**a *b** c', '<strong>a *b</strong> c'],
    ['*größe_x_ü* _ä_', '<em>größe_x_ü</em> <em>ä</em>'],
    ['5*3**2 *** a', '5*3**2 *** a'],
  ])('nests emphasis as it was meant: %s', (markdown, html) => {
    expect(markdownToHtml(parseMarkdown(markdown))).toBe(`<p>${html}</p>`);
  });

  it.each([
    ['https://a.example/x_(y)', 'https://a.example/x_(y)'],
    ['(https://a.example/x_(y))', 'https://a.example/x_(y)'],
    ['(see https://a.example/b).', 'https://a.example/b'],
    ['**https://a.example/(b)**', 'https://a.example/(b)'],
    ['https://a.example/(b', 'https://a.example/(b'],
    ['as [1] says: https://a.example', 'https://a.example'],
  ])('ends an address where its sentence goes on: %s', (markdown, href) => {
    expect(links(parseMarkdown(markdown))).toEqual([href]);
    expect(words(parseMarkdown(markdown))).toBe(markdown.replaceAll('**', ''));
  });

  it('links no address that is none', () => {
    expect(links(parseMarkdown('http://). https://... HTTP://,'))).toEqual([]);
  });

  it('reads tables, with or without their outer bars, right below a sentence too', () => {
    const table = {
      type: 'table',
      align: [undefined, 'right'],
      head: [[text('Plan')], [text('Price')]],
      rows: [[[text('Team')], [{ type: 'strong', children: [text('20 €')] }]], [[text('Free|er')]]],
    };
    const outer = '| Plan | Price |\n|---|--:|\n| Team | **20 €** | more than the head |\n| Free\\|er |';
    expect(parseMarkdown(outer)).toEqual([table]);
    const bare = 'These:\nPlan | Price\n--- | --:\nTeam | **20 €**\nFree\\|er\n\nThat is all.';
    expect(parseMarkdown(bare).map(({ type }) => type)).toEqual(['paragraph', 'table', 'paragraph']);
    expect(parseMarkdown(bare)[1]).toEqual(table);
    expect(parseMarkdown('this | that\nor | else').map(({ type }) => type)).toEqual(['paragraph']);
  });

  it('lets nothing through a table that a paragraph would not', () => {
    const html = markdownToHtml(
      parseMarkdown('a | b\n-|-\n<script>|[x](javascript:y) ![z](https://e.example/p.png)'),
    );
    expect(html).not.toMatch(/<(script|a|img)\b|javascript/);
    expect(html).toContain('&lt;script&gt;');
  });

  it('reads no more cells than were written: a wide head above short rows stays small', () => {
    const [table] = parseMarkdown(`${'|a'.repeat(5_000)}\n${'|-'.repeat(5_000)}\n${'|\n'.repeat(5_000)}`);
    expect(table?.type === 'table' && table.rows.flat().length).toBeLessThanOrEqual(5_000);
  });

  it('goes on with a quote over lines that lost their mark, except behind its code', () => {
    expect(markdownToText(parseMarkdown('> > said\nand so\n\nNo.'))).toBe('> > said\n> > and so\n\nNo.');
    expect(markdownToText(parseMarkdown('> ```\n> x\n> ```\nNo.\n> \nNo.'))).toBe(
      '>     x\n\nNo.\n\n>\n\nNo.',
    );
  });

  it('takes items that begin further in for neighbours, and numbers behind bullets for another list', () => {
    const html = markdownToHtml(parseMarkdown('  - a\n  - b\n      - c\n\n1. d'));
    expect(html.replaceAll('\n', '')).toBe(
      '<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><ol><li>d</li></ol>',
    );
  });

  it('keeps code in an item as it was written, blank lines and all', () => {
    expect(parseMarkdown('- run:\n  ```sh\n  a\n\n    b\n  ```\n- next')).toMatchObject([
      { items: [[{ type: 'paragraph' }, { type: 'code', language: 'sh', text: 'a\n\n  b' }], [{}]] },
    ]);
  });

  it('reads a line that is underlined as a heading, and shows a hash that is all somebody wrote', () => {
    expect(parseMarkdown('Title\n=====\n#')).toEqual([
      { type: 'heading', level: 1, children: [text('Title')] },
      { type: 'paragraph', children: [text('#')] },
    ]);
  });

  it('leads to http, https and mailto only', () => {
    const bad = '[a](javascript:alert(1)) [b](data:text/html,x) [c](//evil.example) [d](vbscript:x)';
    expect(links(parseMarkdown(bad))).toEqual([]);
    const good = '[a](https://a.example/x?y=1) [b](mailto:a@b.example) http://c.example/d.';
    expect(links(parseMarkdown(good))).toEqual([
      'https://a.example/x?y=1',
      'mailto:a@b.example',
      'http://c.example/d',
    ]);
  });

  it('fetches no image and reads no HTML', () => {
    const tree = parseMarkdown('![a cat](https://evil.example/pixel.png) <img src=x onerror=alert(1)>');
    expect(links(tree)).toEqual([]);
    expect(words(tree)).toBe('a cat <img src=x onerror=alert(1)>');
  });

  it('reads addresses between pointed brackets, and one pair of parentheses inside a link', () => {
    const tree = parseMarkdown('<https://a.example> <kim@b.example> <b> [wiki](https://c.example/x_(y))');
    expect(links(tree)).toEqual(['https://a.example', 'mailto:kim@b.example', 'https://c.example/x_(y)']);
    expect(words(tree)).toBe('https://a.example kim@b.example <b> wiki');
  });

  it('shows what comes after the first 100,000 characters as it was written', () => {
    const rest = '**not read**\n'.repeat(100);
    const blocks = parseMarkdown(`${'word '.repeat(19_999)}end.\n${rest}`);
    expect(blocks.at(-1)).toEqual({ type: 'code', language: '', text: rest });
  });

  const repeated = [
    '*',
    '[',
    '`',
    '`a',
    '> ',
    '- ',
    '- a\n',
    'a\n',
    '[a](',
    '[a](()',
    '**a _b ',
    '# a #',
    '<a',
    '_a ',
    '***a ',
    'a***',
    '___',
    '[a] ',
    'http://a).',
    'http://((',
    '| a |\n|-|\n',
    'a|b\n',
    '|-',
    '> a\nb\n',
    '> ```\n',
    '- ```\n',
    '- a\n\n',
    '\n\n  ',
  ];
  /** Lines that grow by a character each: together about as long as wanted. */
  const stairs = (length: number, line: (nth: number, count: number) => string) => {
    const count = Math.round(Math.sqrt(2 * length));
    return Array.from({ length: count }, (_, nth) => line(nth, count));
  };
  const built: Record<string, (length: number) => string> = {
    'a heading of spaces': (length) => `# a${' '.repeat(length)}b`,
    'marks that grow shorter': (length) => stairs(length, (i, count) => `${'`'.repeat(count - i)} `).join(''),
    'deep quotes': (length) => stairs(length, (i) => `${'>'.repeat(i)} a`).join('\n'),
    'a wide table': (length) => `${many('|a', length)}\n${many('|-', length)}\n${many('|b\n', length)}`,
    'deep lists': (length) => stairs(length, (i) => `${' '.repeat(i)}- a`).join('\n'),
  };
  const hostile = {
    ...built,
    ...Object.fromEntries(repeated.map((piece) => [piece, (length: number) => many(piece, length)])),
  };

  it.each(Object.entries(hostile))('reads anything in linear time: %j', (_, make) => {
    expectLinear(make, parseMarkdown);
  });
});
