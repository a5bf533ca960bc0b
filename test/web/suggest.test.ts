import { expect, it } from 'vitest';
import { edited } from '../../web/conversation/reply/format/text-edit.ts';
import { behind, inPlaceOf } from '../../web/conversation/reply/suggest/behind.ts';
import { withSources } from '../../web/conversation/reply/suggest/with-sources.ts';

const HOME = 'https://help.example';
const source = (url?: string) => ({ title: 'Refunds', heading: 'How [long]', ...(url && { url }) });

it('puts sources under the words, once each and as links that lead somewhere', () => {
  expect(
    withSources('Five days [1]. Free [2][1].', [source('/articles/art_1'), source('/articles/art_1')], HOME),
  ).toBe('Five days. Free.\n\n[Refunds › How long](https://help.example/articles/art_1)');
  expect(withSources('Five days [1].', [source()], HOME)).toBe('Five days.');
});

it('leaves what only looks like a marker where there is no source', () => {
  expect(withSources('Press [1] on the phone.', [], HOME)).toBe('Press [1] on the phone.');
  expect(withSources('See [1](https://a.example).', [source()], HOME)).toBe('See [1](https://a.example).');
});

it('stands in an empty box, behind what is written, or in its place', () => {
  const put = (text: string, edit: typeof behind) => edited({ text }, edit(text, 'New.')).text;
  expect([put('', behind), put(' \n', behind), put('Hello \n', behind)]).toEqual([
    'New.',
    'New.',
    'Hello\n\nNew.',
  ]);
  expect(put('Hello there', inPlaceOf)).toBe('New.');
});
