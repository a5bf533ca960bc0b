import { describe, expect, it } from 'vitest';
import { parseMarkdown, type Block, type Inline } from '../../../domain/markdown/markdown.ts';
import { expectLinear, many } from '../../support/linear-time.ts';

const text = (value: string): Inline => ({ type: 'text', text: value });

/** The words that are left when every mark is taken away. */
function words(nodes: (Block | Inline)[]): string {
  return nodes
    .map((node) => {
      if ('text' in node) return node.text;
      if ('children' in node) return words(node.children);
      if ('items' in node) return node.items.map(words).join(' ');
      return ' ';
    })
    .join('');
}

function links(nodes: (Block | Inline)[]): string[] {
  return nodes.flatMap((node) => [
    ...(node.type === 'link' ? [node.href] : []),
    ...('children' in node ? links(node.children) : []),
    ...('items' in node ? node.items.flatMap(links) : []),
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
