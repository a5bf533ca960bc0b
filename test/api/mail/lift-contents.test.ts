import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createContentLifter, SOURCE_LEFT_OUT } from '../../../api/mail/lifting/lift-contents.ts';

function lift(json: string, pieceOf: (left: number) => number) {
  const lifter = createContentLifter();
  const bytes = Buffer.from(json);
  for (let from = 0; from < bytes.length;) {
    const to = from + Math.max(1, pieceOf(bytes.length - from));
    lifter.write(bytes.subarray(from, to));
    from = to;
  }
  return lifter.end();
}

const mail = (files: Buffer[]) => ({
  TextBody: 'He said "Content": \\ and 日本語 😀 \n "Content":"x"',
  Headers: [{ Name: 'Content', Value: '"Data":"' }],
  Attachments: files.map((file) => ({ Name: 'a"b\\.bin', Content: file.toString('base64'), ContentID: '' })),
  Content: null,
  Last: 1.5e3,
});

describe('files in a body', () => {
  it.each([1, 2, 3, 7, 64, 65_536])('are lifted out whole when it comes %i bytes at a time', (size) => {
    const files = [0, 1, 2, 3, 700, size > 3 ? 2_000_000 : 5_000].map((length) => randomBytes(length));
    const { text, contents } = lift(JSON.stringify(mail(files)), () => size);
    const { Attachments, ...rest } = JSON.parse(text) as ReturnType<typeof mail>;
    const { Attachments: _files, ...meant } = mail(files);
    expect(rest).toEqual(meant);
    expect(Attachments.map(({ Content }) => Content)).toEqual(files.map((_file, index) => String(index)));
    for (const [index, file] of files.entries()) {
      expect(contents[index]?.size).toBe(file.length);
      expect(contents[index]?.sha256).toBe(createHash('sha256').update(file).digest('hex'));
      expect(Buffer.concat(contents[index]?.pieces ?? []).equals(file)).toBe(true);
    }
  });

  it('are understood with escapes, with line ends and with any space around the colon', () => {
    const json = '{"Content" :\n "aGVs\\r\\nbG8\\u002B\\/w==", "Data":"aGk="}';
    for (const size of [1, 4, 1_000]) {
      const { text, contents } = lift(json, () => size);
      expect(JSON.parse(text)).toEqual({ Content: '0', Data: '1' });
      expect(contents.map(({ pieces }) => Buffer.concat(pieces).toString('base64'))).toEqual([
        'aGVsbG8+/w==',
        'aGk=',
      ]);
    }
  });

  it('are read on behind padding and with the letters of addresses', () => {
    const { contents } = lift('{"Content":"aGk=aGk=\\nAB", "Data":"-_-_*"}', () => 3);
    expect(contents.map(({ pieces }) => Buffer.concat(pieces).toString('hex'))).toEqual([
      '6869686900',
      'fbffbf',
    ]);
  });

  it('are not held a second time for a source that repeats them', () => {
    const file = randomBytes(3_000_000);
    const small = `From: kim@example.org\r\n\r\n"é" 😀\r\n`;
    const large = `${small}${(file.toString('base64').slice(0, 76) + 'é\r\n').repeat(250_000)}`;
    for (const [RawEmail, kept] of [
      [small, small],
      [large, SOURCE_LEFT_OUT],
    ]) {
      const json = { RawEmail, ...mail([file]), Subject: 'é "RawEmail":"' };
      const { text, contents } = lift(JSON.stringify(json), () => 65_536);
      expect(JSON.parse(text)).toEqual({
        ...json,
        RawEmail: kept,
        Attachments: json.Attachments.map((each) => ({ ...each, Content: '0' })),
      });
      expect(contents.map(({ size }) => size)).toEqual([3_000_000]);
    }
  });

  it('change nothing about what is no JSON', () => {
    for (const broken of [
      '',
      '{',
      '"',
      '"\\',
      '{"Content":"aGk',
      '"\\u12',
      '["Content":]',
      '\\"Content":"',
    ]) {
      const parse = () => JSON.parse(lift(broken, () => 3).text) as unknown;
      expect(parse, broken).toThrow(SyntaxError);
    }
  });

  it('leave every other body as it was, wherever it is cut', () => {
    const json = JSON.stringify({
      a: 'x"\\\n\u2028 😀',
      ContentID: 'y',
      'My Content': ['z', { Data2: '\ud800' }],
    });
    for (let round = 0; round < 200; round++) {
      const { text, contents } = lift(json, (left) => 1 + Math.floor(Math.random() * left));
      expect(text).toBe(json);
      expect(contents).toEqual([]);
    }
  });

  it('cost hardly more to read where a text is nothing but escapes', () => {
    const worked = (piece: string) => {
      const json = `{"TextBody":"${piece.repeat(5_000_000 / piece.length)}"}`;
      const before = process.cpuUsage();
      lift(json, () => 65_536);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const best = (piece: string) => Math.min(...[1, 2, 3].map(() => worked(piece)));
    expect(best(String.raw`\n`) / best('ab')).toBeLessThan(8);
  });
});
