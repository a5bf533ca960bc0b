import { expect, it } from 'vitest';
import { citedText } from '../../../../domain/mail/writing/cited-text.ts';

const cited = (title: string, url?: string) => ({
  ...({
    articleId: 'art_0000000000000001',
    passageId: 'psg_0000000000000001',
    title,
    heading: null,
  } as const),
  ...(url && { url }),
});

it('says below an answer where it comes from, in the order of its markers', () => {
  const citations = [
    cited('Returns', 'https://shop.example/returns_(eu)'),
    cited('Prices', '/articles/art_1'),
    cited('Staff'),
  ];
  expect(citedText({ text: 'Within 30 days [1][2].', citations }, 'https://help.example')).toBe(
    'Within 30 days [1][2].\n\n1. [Returns](https://shop.example/returns_%28eu%29)\n2. [Prices](https://help.example/articles/art_1)\n3. Staff',
  );
});

it('links to nothing that could run, and lets no title break out', () => {
  const citations = [
    cited('A](https://evil.example)', 'javascript:alert(1)'),
    cited('Own', '/articles/art_1'),
  ];
  expect(citedText({ text: 'Yes.', citations })).toBe('Yes.\n\n1. A https://evil.example\n2. Own');
});

it('leaves an answer without sources as it is', () => {
  expect(citedText({ text: 'Yes.', citations: [] })).toBe('Yes.');
});
