import { expect, it } from 'vitest';
import { createPieceReader } from '../../../domain/assistant/pieces.ts';

function read(deltas: string[]): string[] {
  const reader = createPieceReader();
  return [...deltas.flatMap((delta) => reader.write(delta)), ...reader.end()];
}

const TEXT = `Open the settings. [1] Then choose your team, e.g. the first one. Done!

- one
- two
  with more

\`\`\`sh
npm run build. Then wait.
\`\`\`

| a | b |
|---|---|
| 1 | 2 |

収納してください。次に押します。`;

it('keeps sentences with their sources, lists, code and tables whole, wherever the stream is cut', () => {
  const whole = read([TEXT]).map((piece) => piece.trim());
  expect(whole).toEqual([
    'Open the settings. [1]',
    'Then choose your team, e.g. the first one.',
    'Done!',
    '- one\n- two\n  with more',
    '```sh\nnpm run build. Then wait.\n```',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    '収納してください。',
    '次に押します。',
  ]);
  for (const size of [1, 3, 10]) {
    const deltas = TEXT.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
    expect(read(deltas).map((piece) => piece.trim())).toEqual(whole);
    expect(read(deltas).join('')).toBe(TEXT);
  }
});

it('gives a sentence on as soon as the next one begins', () => {
  const reader = createPieceReader();
  expect(reader.write('It takes five days. ')).toEqual([]);
  expect(reader.write('And')).toEqual(['It takes five days. ']);
});
