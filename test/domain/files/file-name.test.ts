import { describe, expect, it } from 'vitest';
import { asDownload } from '../../../domain/files/content-disposition.ts';
import { safeFileName } from '../../../domain/files/file-name.ts';

describe('the name of a file that a stranger sent', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\System32\\cmd.exe', 'cmd.exe'],
    ['/', 'file'],
    ['..', 'file'],
    ['', 'file'],
    ['.htaccess', 'htaccess'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['invoice.exe\u200b', 'invoice.exe'],
    ['a\u0000b\r\nSet-Cookie: x=1.txt', 'abSet-Cookie_ x=1.txt'],
    ['con', '_con'],
    ['LPT1.txt', '_LPT1.txt'],
    ['name. . ', 'name'],
    ['a"b<c>|d?.txt', 'a_b_c__d_.txt'],
    ['日本語 עברית.pdf', '日本語 עברית.pdf'],
    ['half \ud800 pair.txt', 'half pair.txt'],
  ])('%j becomes %j', (given, safe) => {
    expect(safeFileName(given)).toBe(safe);
  });

  it('is shortened in the middle, so that its extension stays', () => {
    const name = safeFileName(`${'a'.repeat(300)}.pdf`);
    expect([...name]).toHaveLength(200);
    expect(name.endsWith('a.pdf')).toBe(true);
    expect([...safeFileName('😀'.repeat(300))]).toHaveLength(200);
  });

  it('stays the same when it is made safe again', () => {
    for (const name of ['con', '. .con', 'a\u202e/b', '..\\con.txt', '😀'.repeat(300)])
      expect(safeFileName(safeFileName(name))).toBe(safeFileName(name));
  });
});

it('names a download in ASCII and exactly', () => {
  expect(asDownload('report.pdf')).toBe(`attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`);
  expect(asDownload("it's 100% 日.txt")).toBe(
    `attachment; filename="it's 100_ _.txt"; filename*=UTF-8''it%27s%20100%25%20%E6%97%A5.txt`,
  );
  expect(asDownload('a"\\\n.txt')).not.toMatch(/[\n\\]|""/);
});
