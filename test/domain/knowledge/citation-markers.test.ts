import { describe, expect, it } from 'vitest';
import { createMarkerReader } from '../../../domain/knowledge/citation-markers.ts';

function readAll(pieces: string[], passages = 5) {
  const reader = createMarkerReader(passages);
  const shown = pieces.map((piece) => reader.write(piece));
  return { text: shown.join('') + reader.end(), cited: reader.cited(), shown };
}

/** Every way of cutting a text into two pieces, and into single characters. */
function cuts(text: string): string[][] {
  return [[text], [...text], ...[...text].map((_, at) => [text.slice(0, at), text.slice(at)])];
}

describe.each([
  [
    'numbers them by first appearance',
    'Use A [3]. Then B [1], and A again [3].',
    'Use A [1]. Then B [2], and A again [1].',
    [3, 1],
  ],
  ['reads several in one', 'Both [2, 4].', 'Both [1][2].', [2, 4]],
  ['removes numbers that no passage has', 'Sure [9]. Yes [0] and [2][77].', 'Sure. Yes and [1].', [2]],
  [
    'leaves code alone',
    'Write `list[1]` or\n```js\na[2] = b[3];\n```\nas told [4].',
    'Write `list[1]` or\n```js\na[2] = b[3];\n```\nas told [1].',
    [4],
  ],
  ['does not fall for a lone backtick', 'The ` key.\n\nSee [2].', 'The ` key.\n\nSee [1].', [2]],
  [
    'keeps other brackets',
    'An [optional] part [see below] a[b] [ ] [',
    'An [optional] part [see below] a[b] [ ] [',
    [],
  ],
])('citation markers', (claim, text, expected, cited) => {
  it(`${claim}, wherever the stream is cut`, () => {
    for (const pieces of cuts(text)) expect(readAll(pieces)).toMatchObject({ text: expected, cited });
  });
});

it('holds back only what might become a marker', () => {
  const reader = createMarkerReader(3);
  expect(reader.write('Hello there')).toBe('Hello there');
  expect(reader.write(' you [')).toBe(' you');
  expect(reader.write('x] and [2')).toBe(' [x] and');
  expect(reader.write(']')).toBe(' [1]');
});
