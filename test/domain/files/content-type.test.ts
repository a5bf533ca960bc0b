import { expect, it } from 'vitest';
import { contentTypeOf } from '../../../domain/files/content-type.ts';
import { whyNotSendable, MAX_FILE_BYTES } from '../../../domain/files/sendable-files.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

it.each([
  ['\x89PNG\r\n\x1a\n', 'a.txt', 'image/png'],
  ['\xff\xd8\xff\xe0', 'photo', 'image/jpeg'],
  ['GIF89a', 'x.html', 'image/gif'],
  ['RIFF\0\0\0\0WEBPVP8 ', 'x', 'image/webp'],
  ['RIFF\0\0\0\0WAVE', 'x.webp', 'application/octet-stream'],
  ['%PDF-1.7', 'x.png', 'application/pdf'],
  ['PK\x03\x04', 'x.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['PK\x03\x04', 'x.png', 'application/zip'],
  ['a,b\n1,2\n', 'x.csv', 'text/csv'],
  ['a\0b', 'x.txt', 'application/octet-stream'],
  ['\xff\xfe\x80', 'x.txt', 'application/octet-stream'],
  ['<svg onload="alert(1)"/>', 'x.png', 'application/octet-stream'],
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'x.svg', 'application/octet-stream'],
  ['<html><script>alert(1)</script>', 'x.html', 'application/octet-stream'],
  ['MZ\x90\0', 'invoice.pdf', 'application/octet-stream'],
  ['', 'x.txt', 'application/octet-stream'],
])('takes %j named %s for %s', (head, name, type) => {
  expect(contentTypeOf(bytes(head), name)).toBe(type);
});

it('says before sending why files cannot go, in a sentence', () => {
  const file = (name: string, size = 1_000) => ({ name, size });
  expect(whyNotSendable([file('a.pdf'), file('b.png', MAX_FILE_BYTES - 1_000)])).toBeNull();
  expect(whyNotSendable([file('a.pdf'), file('b.png', MAX_FILE_BYTES)])).toBe(
    'A mail takes 7.1 MB of files; these are 7.1 MB. Send a link instead.',
  );
  expect(whyNotSendable([file('Setup.EXE')])).toMatch(/^“Setup.EXE” cannot be mailed: \.exe files/);
  expect(whyNotSendable([file('a.txt', 0)])).toBe('“a.txt” is empty.');
  expect(whyNotSendable(Array.from({ length: 11 }, () => file('a.txt')))).toBe(
    'A reply takes at most 10 files.',
  );
});
