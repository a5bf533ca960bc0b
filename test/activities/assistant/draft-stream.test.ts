import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDraftStream } from '../../../activities/assistant/draft-stream.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function streaming() {
  const shown: string[] = [];
  const publish = async ({ offset, text }: { offset: number; text: string }) => {
    shown.push(`${offset} ${text}`);
    return true;
  };
  return { shown, stream: createDraftStream({ publish, abandoned: () => undefined }) };
}

it('the first words leave at once, and what follows in pieces that the eye does not tell apart', async () => {
  const { shown, stream } = streaming();
  stream.write('Press ');
  await vi.advanceTimersByTimeAsync(1);
  expect(shown).toEqual(['0 Press ']);
  for (const word of ['the ', 'red ', 'button']) {
    stream.write(word);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(shown).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(50);
  expect(shown).toEqual(['0 Press ', '6 the red button']);
});

it('words after a pause leave at once again, and the end waits for none', async () => {
  const { shown, stream } = streaming();
  stream.write('Press');
  await vi.advanceTimersByTimeAsync(500);
  stream.write(' it');
  await vi.advanceTimersByTimeAsync(1);
  expect(shown).toEqual(['0 Press', '5  it']);
  stream.write('.');
  await stream.end();
  expect(shown.at(-1)).toBe('8 .');
});
