import { expect, it } from 'vitest';
import { snippetOf } from '../../../domain/search/snippet.ts';

const shown = (text: string, ...terms: string[]) =>
  snippetOf(text, terms)
    .map(({ text: piece, found }) => (found ? `[${piece}]` : piece))
    .join('');

it('marks what was looked for, whatever its marks, case and width', () => {
  expect(shown('Der Lampenschirm ist gerissen.', 'schirm')).toBe('Der Lampen[schirm] ist gerissen.');
  expect(shown('Die GRÖSSE der Straße', 'grosse', 'strasse')).toBe('Die [GRÖSSE] der [Straße]');
  expect(shown('注文した商品を返品したい', '返品')).toBe('注文した商品を[返品]したい');
  expect(shown('Order #48377 and 48391', '8377')).toBe('Order #4[8377] and 48391');
  expect(shown('أريد إرجاع المصباح', 'ارجاع')).toBe('أريد [إرجاع] المصباح');
});

it('shows a long text around its first hit, in one line, and whole characters', () => {
  const long = `${'Before it there is much. '.repeat(20)}\n\nThe shade is torn. ${'😀'.repeat(200)}`;
  const pieces = snippetOf(long, ['shade']);
  expect(pieces[0]).toEqual({ text: '…', found: false });
  expect(pieces.find(({ found }) => found)?.text).toBe('shade');
  expect(pieces.map(({ text }) => text).join('').length).toBeLessThan(200);
  for (const { text } of pieces) expect(() => encodeURIComponent(text)).not.toThrow();
});

it('shows the beginning of what has no hit, and marks hits that touch each other once', () => {
  expect(shown('Nothing of it', 'shade')).toBe('Nothing of it');
  expect(shown('refunds', 'refund', 'fund', 'refunds')).toBe('[refunds]');
  expect(shown('abab', 'ab')).toBe('[ab][ab]');
  expect(shown('', 'ab')).toBe('');
});
