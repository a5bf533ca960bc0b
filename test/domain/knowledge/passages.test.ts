import { expect, it } from 'vitest';
import { MAX_PASSAGE, splitArticle } from '../../../domain/knowledge/passages.ts';
import { guideText as guide } from '../../support/model/guide.ts';
import { expectLinear, many } from '../../support/linear-time.ts';

const split = (text: string) => splitArticle({ title: 'Guide', text });

it('cuts an article at its headings and names them by their path', () => {
  const pieces = split(
    '# Guide\nIntro.\n\n## Setup\n\nDo this.\n\n### On *Windows*\n\nDo that.\n\nUsage\n-----\nRun it.',
  );
  expect(pieces).toEqual([
    { heading: null, text: 'Intro.' },
    { heading: 'Setup', text: 'Do this.' },
    { heading: 'Setup › On Windows', text: 'Do that.' },
    { heading: 'Usage', text: 'Run it.' },
  ]);
});

it('keeps a code block whole, with the sentence that announces it', () => {
  const filler = 'A sentence that fills some room. '.repeat(35).trim();
  const code = '```sh\nnpm install\n\n# not a heading\nnpm start\n```';
  const pieces = split(`## Install\n\n${filler}\n\nRun this:\n\n${code}`);
  expect(pieces.map(({ text }) => text)).toEqual([filler, `Run this:\n\n${code}`]);
});

it('keeps a list whole, blank lines and nested items included', () => {
  const list = '1. One\n\n   more of one\n2. Two\n   - nested\n\n3. Three';
  expect(split(`Steps\n\n${list}\n\nAfterwards.`)).toEqual([
    { heading: null, text: `Steps\n\n${list}\n\nAfterwards.` },
  ]);
  const long = Array.from({ length: 60 }, (_, item) => `- item ${item} says something of its own`).join('\n');
  for (const { text } of split(long)) expect(text).toMatch(/^- item/);
});

it('takes code within a sentence for no code block', () => {
  const pieces = split('The protocol has\n```sql``.simple()```. That is it.\n\n## Next\n\nMore.');
  expect(pieces.map(({ heading }) => heading)).toEqual([null, 'Next']);
});

it('makes every piece of a long code block or table readable alone', () => {
  const code = split(`\`\`\`js\n${'const a = 1;\n'.repeat(300)}\`\`\``);
  for (const { text } of code) expect(text).toMatch(/^```js\n[\s\S]*\n```$/);
  const table = split(`| a | b |\n|---|---|\n${'| some | row |\n'.repeat(200)}`);
  for (const { text } of table) expect(text).toMatch(/^\| a \| b \|\n\|---\|---\|\n/);
});

it('reads headings with a tab behind the hashes, or with nothing: a scraped page begins so', () => {
  expect(split('# \r\n#\tSetup\r\n\r\nDo this.\n##')).toEqual([{ heading: 'Setup', text: 'Do this.' }]);
});

it('leaves out tables of contents, badges, layout tags and front matter', () => {
  const text =
    '---\ntitle: Guide\n---\n[![ci](https://x.test/b.svg)](https://x.test)\n\n<br>\n\n- [A](#a)\n- [B](#b)\n- [C](#c)\n\n## A\n<a id="a"></a>\nText of A.';
  expect(split(text)).toEqual([{ heading: 'A', text: 'Text of A.' }]);
});

it('keeps a heading that has nothing below it', () => {
  expect(split('# FAQ\n\n## We ship to Europe only\n\n## Returns\n\nWithin 30 days.')).toEqual([
    { heading: 'FAQ', text: 'We ship to Europe only' },
    { heading: 'Returns', text: 'Within 30 days.' },
  ]);
});

it('reads plain text by paragraphs and says nothing about nothing', () => {
  expect(split('One.\r\n\r\nTwo.')).toEqual([{ heading: null, text: 'One.\n\nTwo.' }]);
  expect(split('   \n\n')).toEqual([]);
});

it('loses no word of real documentation', () => {
  for (const path of ['postgres/README.md', 'pino/docs/transports.md', 'html-to-text/README.md']) {
    const text = guide(path);
    const pieces = split(text);
    const kept = pieces.map((piece) => `${piece.heading} ${piece.text}`).join('\n');
    const words = (of: string) => new Set(of.match(/[\p{L}]{4,}/gu));
    const known = words(kept);
    const lost = [...words(text.replace(/<[^>]*>|!?\[[^\]]*\]\([^)]*\)/g, ''))].filter(
      (word) => !known.has(word),
    );
    expect(lost.length / words(text).size).toBeLessThan(0.02);
    expect(Math.max(...pieces.map((piece) => piece.text.length))).toBeLessThanOrEqual(MAX_PASSAGE);
  }
});

it('splits a megabyte of anything in linear time, never above the limit', () => {
  const monsters = [
    'a',
    'word ',
    '# a\n',
    '- a\n',
    '- a\n\n',
    '```\n',
    '| a ',
    '[',
    '<',
    '![',
    '😀',
    ' \n',
    '`',
    '~',
    '\t',
    '> a\nb\n',
    '> ```\n',
    'a|b\n',
    '|-',
    'a|b\n-|-\n',
  ];
  for (const monster of monsters) {
    for (const piece of split(many(monster, 1_000_000)))
      if (piece.text.length > MAX_PASSAGE) expect.fail(`${monster}: ${piece.text.length}`);
    expectLinear((length) => many(monster, length), split, [45_000]);
  }
});

it('never cuts a character in half', () => {
  for (const { text } of split('😀'.repeat(2_000))) expect(text).not.toMatch(/\p{Surrogate}/u);
});
