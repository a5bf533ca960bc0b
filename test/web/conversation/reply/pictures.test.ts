import { expect, it } from 'vitest';
import { pictureMark } from '../../../../domain/markdown/picture-mark.ts';
import { parseMarkdown } from '../../../../domain/markdown/markdown.ts';
import { newId } from '../../../../domain/ids.ts';
import { doubtOf } from '../../../../web/conversation/reply/doubts.ts';
import { edited } from '../../../../web/conversation/reply/format/text-edit.ts';
import { placing, removing } from '../../../../web/conversation/reply/pictures/picture-edits.ts';
import { isPlaceable, pictureName } from '../../../../web/conversation/reply/pictures/picture-name.ts';
import { findEmoji, emojisOf } from '../../../../web/conversation/reply/emoji/find-emoji.ts';
import { gridMove } from '../../../../web/conversation/reply/emoji/grid-move.ts';
import { recentEmoji, rememberEmoji } from '../../../../web/conversation/reply/emoji/recent-emoji.ts';

const png = (name: string) => ({ name, type: 'image/png' });

it('a picture has a name that the text can say and no other file has', () => {
  expect(pictureName(png('image.png'), [])).toBe('picture.png');
  expect(pictureName(png('image.png'), ['Picture.png', 'picture 2.png'])).toBe('picture 3.png');
  expect(pictureName(png('torn [old] *shade*.PNG'), [])).toBe('torn old shade.png');
  expect(pictureName({ name: '', type: 'image/jpeg' }, [])).toBe('file.jpg');
  expect(pictureName(png(`${'a'.repeat(300)}.png`), []).length).toBeLessThan(70);
  for (const name of ['image.png', 'a]b.png', '__x__.gif', 'ünï (1).webp']) {
    const mark = pictureMark(pictureName(png(name), []));
    expect(parseMarkdown(`See ${mark} here`)).toMatchObject([{ children: [{}, { type: 'picture' }, {}] }]);
  }
});

it('only pictures that a mail can draw stand in the text', () => {
  const types = ['image/png', 'image/webp', 'image/svg+xml', 'image/heic', 'application/pdf', ''];
  expect(types.map((type) => isPlaceable({ type }))).toEqual([true, true, false, false, false, false]);
});

it('stands where the caret is, and goes without leaving a gap', () => {
  const text = 'Like this: and so on';
  const placed = edited({ text }, placing({ text, from: 10, to: 10 }, ['a.png']));
  expect(placed).toEqual({ text: 'Like this: ![a.png] and so on', from: 19, to: 19 });
  const edit = removing(placed.text, 'a.png');
  expect(edit && edited(placed, edit).text).toBe(text);
  expect(removing(text, 'a.png')).toBeNull();
});

it('a reply that names a picture it has not, or a variable, is asked about first', () => {
  const file = { id: newId('att'), name: 'a.png', contentType: 'image/png', size: 1, inline: false };
  expect(doubtOf('![a.png] `![code.png]`', [file])).toBeNull();
  expect(doubtOf('![a.png]', [{ ...file, contentType: 'application/octet-stream' }])?.title).toContain(
    'a.png',
  );
  expect(doubtOf('![b.png]', [file])?.title).toBe('Send it without “b.png”?');
  expect(doubtOf('Hi {customer.name} ![b.png]', [])?.title).toContain('{customer.name}');
});

it('emoji are found by their name first, then by other words', () => {
  const all = emojisOf({
    '😀': ['grinning_face', 'smile'],
    '🎉': ['party_popper', 'tada'],
    '🙂': ['slightly_smiling_face', 'smile'],
    '😄': ['smile'],
  });
  const signs = (typed: string) => findEmoji(all, typed).map(({ sign }) => sign);
  expect(signs('smile')).toEqual(['😄', '😀', '🙂']);
  expect(signs('PART')).toEqual(['🎉']);
  expect([signs('grinning face'), signs('grinning party'), signs('nothing')]).toEqual([['😀'], [], []]);
});

it('arrows move in the grid of emoji, by rows and around its ends', () => {
  const move = (at: number, key: string, forward: 'ArrowRight' | 'ArrowLeft' = 'ArrowRight') =>
    gridMove(at, { key, count: 11, forward });
  expect([move(0, 'ArrowRight'), move(0, 'ArrowRight', 'ArrowLeft'), move(10, 'ArrowRight')]).toEqual([
    1, 10, 0,
  ]);
  expect([
    move(1, 'ArrowDown'),
    move(5, 'ArrowDown'),
    move(9, 'ArrowDown'),
    move(9, 'ArrowUp'),
    move(1, 'ArrowUp'),
  ]).toEqual([9, 10, 9, 1, 1]);
  expect(move(1, 'a')).toBeNull();
});

it('the emoji used last come first, each once', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  for (const sign of ['😀', '🎉', '😀']) rememberEmoji(sign, storage);
  expect(recentEmoji(storage)).toEqual(['😀', '🎉']);
  storage.setItem('throughline.emoji', '{broken');
  expect(recentEmoji(storage)).toEqual([]);
});
