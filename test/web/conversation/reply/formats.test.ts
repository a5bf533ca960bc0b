import { describe, expect, it } from 'vitest';
import { formatOf, formatted, type Format } from '../../../../web/conversation/reply/format/formats.ts';
import { addressOf, linkAt, withLink } from '../../../../web/conversation/reply/format/link.ts';
import { apart, edited, type Selected } from '../../../../web/conversation/reply/format/text-edit.ts';

/** A text with what is selected between bars: `one |two| three`; a caret is one bar. */
function read(marked: string): Selected {
  const [before = '', selected = '', after = ''] = marked.split('|');
  const isCaret = marked.split('|').length === 2;
  const text = isCaret ? before + selected : before + selected + after;
  return { text, from: before.length, to: isCaret ? before.length : before.length + selected.length };
}
function show({ text, from, to }: Selected): string {
  const caret = from === to ? '|' : `|${text.slice(from, to)}|`;
  return text.slice(0, from) + caret + text.slice(to);
}
const after = (marked: string, format: Exclude<Format, 'link'>) => {
  const selected = read(marked);
  return show(edited(selected, formatted(selected, format)));
};

describe('bold and italic', () => {
  it('mark what is selected and unmark it again, whatever else marks it', () => {
    expect(after('a |word| b', 'bold')).toBe('a **|word|** b');
    expect(after('a **|word|** b', 'bold')).toBe('a |word| b');
    expect(after('a |**word**| b', 'bold')).toBe('a |word| b');
    expect(after('a **|word|** b', 'italic')).toBe('a ***|word|*** b');
    expect(after('a ***|word|*** b', 'italic')).toBe('a **|word|** b');
    expect(after('a ***|word|*** b', 'bold')).toBe('a *|word|* b');
  });

  it('mean the word around the caret, and a place to write where there is none', () => {
    expect(after('a wo|rd b', 'bold')).toBe('a **|word|** b');
    expect(after('a |', 'bold')).toBe('a **|**');
    expect(after('a **|**', 'bold')).toBe('a |');
  });

  it('leave white space outside, and begin anew in each line', () => {
    expect(after('a| word |b', 'italic')).toBe('a *|word|* b');
    expect(after('|- one\n- two\n\nthree|', 'bold')).toBe('|- **one**\n- **two**\n\n**three**|');
    expect(after('|- **one**\n- **two**\n\n**three**|', 'bold')).toBe('|- one\n- two\n\nthree|');
  });
});

describe('lists and quotes', () => {
  it('take whole lines, and let them go again', () => {
    expect(after('o|ne\ntw|o\nthree', 'list')).toBe('|- one\n- two|\nthree');
    expect(after('|- one\n- two|\nthree', 'list')).toBe('|one\ntwo|\nthree');
    expect(after('one|', 'list')).toBe('- one|');
    expect(after('|', 'numbers')).toBe('1. |');
  });

  it('turn into each other, and number what has words', () => {
    expect(after('|- one\n- two|', 'numbers')).toBe('|1. one\n2. two|');
    expect(after('|one\n\ntwo|', 'numbers')).toBe('|1. one\n\n2. two|');
    expect(after('|1. one\n2. two|', 'list')).toBe('|- one\n- two|');
  });

  it('quote empty lines too', () => {
    expect(after('|one\n\ntwo|', 'quote')).toBe('|> one\n>\n> two|');
    expect(after('|> one\n>\n> two|', 'quote')).toBe('|one\n\ntwo|');
  });
});

it('code stands in its line, or between fences when it has several', () => {
  expect(after('run |npm| now', 'code')).toBe('run `|npm|` now');
  expect(after('run `|npm|` now', 'code')).toBe('run |npm| now');
  expect(after('|a\nb|', 'code')).toBe('```\n|a\nb|\n```');
  expect(after('|```\na\nb\n```|', 'code')).toBe('|a\nb|');
});

describe('a link', () => {
  it('begins with what is selected, and is found again where the caret is in it', () => {
    expect(linkAt(read('see |our docs| now'))).toMatchObject({ words: 'our docs', address: '' });
    expect(linkAt(read('see |example.com/a| now'))).toMatchObject({ words: '', address: 'example.com/a' });
    const text = 'see [our \\[old\\] docs](https://example.com/a_(b)) now';
    expect(linkAt({ text, from: 8, to: 8 })).toEqual({
      ...{ words: 'our [old] docs', address: 'https://example.com/a_(b)' },
      ...{ from: 4, to: text.length - 4 },
    });
    expect(linkAt(read('![pic.png] |a|')).words).toBe('a');
  });

  it('leads to a page or an address, and to nothing else', () => {
    expect(
      ['example.com', 'EXAMPLE.com/x?y', 'https://a.b/(c)', 'kim@example.com', 'münchen.de'].map(addressOf),
    ).toEqual([
      'https://example.com',
      'https://EXAMPLE.com/x?y',
      'https://a.b/%28c%29',
      'mailto:kim@example.com',
      'https://münchen.de',
    ]);
    expect(
      ['', 'javascript:alert(1)', 'two words', 'ftp://a.b', 'mailto:nobody', 'https://', 'word'].map(
        addressOf,
      ),
    ).toEqual(Array(7).fill(null));
  });

  it('is written so that its words stay its words', () => {
    const put = (words: string, address: string) => withLink({ from: 0, to: 0 }, { words, address }).put;
    expect(put('a [b] *c*', 'https://a.b')).toBe('[a \\[b\\] \\*c\\*](https://a.b)');
    expect(put('', 'https://a.b')).toBe('https://a.b');
    expect(put(' ', 'mailto:kim@a.b')).toBe('[kim@a.b](mailto:kim@a.b)');
  });
});

it('keys mean formats, by the place of a digit and with nothing else pressed', () => {
  const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
    formatOf({ key, code: '', ctrlKey: true, metaKey: false, shiftKey: false, altKey: false, ...more });
  expect([press('b'), press('I'), press('L', { shiftKey: true })]).toEqual(['bold', 'italic', 'link']);
  expect(press('/', { code: 'Digit7', shiftKey: true })).toBe('numbers');
  expect(press('(', { code: 'Digit8', shiftKey: true })).toBe('list');
  expect([press('b', { ctrlKey: false }), press('b', { altKey: true }), press('k')]).toEqual([
    null,
    null,
    null,
  ]);
});

it('what is put beside words stands apart from them', () => {
  const put = (marked: string) => show(edited(read(marked), apart(read(marked), 'X')));
  expect([put('a|b'), put('a | b'), put('|'), put('a\n|')]).toEqual(['a X |b', 'a X| b', 'X |', 'a\nX |']);
});
