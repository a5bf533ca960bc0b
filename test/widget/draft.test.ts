import { expect, it } from 'vitest';
import { continueDraft, messageIdOf, type Draft } from '../../widget/chat/draft.ts';

const unfinished = () => false;

function assemble(pieces: [id: string, offset: number, text: string][]): Draft | null {
  return pieces.reduce<Draft | null>(
    (draft, [id, offset, text]) => continueDraft(draft, { draftId: `dft_${id}`, offset, text }, unfinished),
    null,
  );
}

it('grows by the pieces that fit', () => {
  expect(
    assemble([
      ['a', 0, 'Hello'],
      ['a', 5, ', '],
      ['a', 7, 'you'],
    ])?.text,
  ).toBe('Hello, you');
});

it('drops a piece that comes twice or leaves a gap', () => {
  expect(
    assemble([
      ['a', 0, 'Hello'],
      ['a', 5, '!'],
      ['a', 5, '!'],
      ['a', 9, 'lost'],
    ])?.text,
  ).toBe('Hello!');
});

it('waits for a beginning', () => {
  expect(assemble([['a', 5, 'tail']])).toBeNull();
});

it('begins again when the draft does, under its own id or another', () => {
  expect(
    assemble([
      ['a', 0, 'First try'],
      ['a', 0, 'Sec'],
      ['a', 3, 'ond'],
    ])?.text,
  ).toBe('Second');
  expect(
    assemble([
      ['a', 0, 'First'],
      ['b', 0, 'Other'],
    ]),
  ).toEqual({ id: 'dft_b', text: 'Other' });
});

it('ignores pieces of an answer that is already in the transcript', () => {
  const late = { draftId: 'dft_a', offset: 0, text: 'late' } as const;
  expect(continueDraft(null, late, (id) => id === 'msg_a')).toBeNull();
  expect(messageIdOf({ id: 'dft_a' })).toBe('msg_a');
});
