import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../domain/errors.ts';
import { storableJson, storableJsonText, storableText } from '../../../domain/text/storable-text.ts';

describe('text on its way into the tables', () => {
  it('loses what no table holds and nothing else', () => {
    expect(storableText('A\0-77 \ud83d, 🚲 \udeb2')).toBe('A-77 \ufffd, 🚲 \ufffd');
  });

  it('is cleaned wherever it stands, in keys as well', () => {
    const at = new Date(0);
    expect(storableJson({ 'a\0': ['\ud83d', { b: 'c\0', at, none: null, n: 1 }] })).toEqual({
      a: ['\ufffd', { b: 'c', at, none: null, n: 1 }],
    });
  });

  it('is cleaned in JSON that is written already, where an escaped backslash is no escape', () => {
    expect(storableJsonText(JSON.stringify({ reason: 'a\0\ud83d' }))).toBe('{"reason":"a\ufffd"}');
    const innocent = JSON.stringify({ path: 'C:\\u0000', bicycle: '🚲' });
    expect(storableJsonText(innocent)).toBe(innocent);
  });

  it('is refused with a code when it is nested beyond all use', () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown;
    expect(() => storableJson(deep)).toThrow(Refusal);
  });
});
