import { decodeWords } from 'postal-mime';

/** Longer than any line that was meant to be read. In characters. */
const MAX_DECODED = 8_000;
/** RFC 2047, cut off before its end. */
const UNFINISHED = /=\?[\w*-]{1,40}\?[bq]\?[^?\s]{0,200}$/i;

const B_WORD = String.raw`=\?[\w-]{1,40}\?b\?[^?\s]*\?=`;
const B_WORDS = new RegExp(`${B_WORD}(?:\\s*${B_WORD})+`, 'gi');
const CODE_PAGE = /=\?cp-?(125\d|874)\?/gi;

/** A subject or a name whose encoded words (RFC 2047) nobody on the way decoded, and whose Japanese escapes neither. */
export function decodedLine(text: string): string {
  const plain = decodedEscapes(text);
  if (!plain.includes('=?')) return plain;
  const head = plain.slice(0, MAX_DECODED).replace(CODE_PAGE, '=?windows-$1?');
  const words = decodeWords(joined(head.replace(UNFINISHED, (word) => `${word}?=`)));
  return windowsSigns(words) + plain.slice(MAX_DECODED);
}

/** Words between whose bytes a letter was cut are made one. */
const joined = (text: string) =>
  text.replace(B_WORDS, (run) => {
    const words: { charset: string; bytes: string }[] = [];
    for (const [, charset = '', content = ''] of run.matchAll(/=\?([^?]*)\?b\?([^?]*)\?=/gi)) {
      const bytes = Buffer.from(content, 'base64').toString('latin1');
      const before = words.at(-1);
      const isCut = before?.charset === charset && decodedAs(charset, before.bytes) === null;
      if (isCut) before.bytes += bytes;
      else words.push({ charset, bytes });
    }
    return words
      .map(({ charset, bytes }) => `=?${charset}?B?${Buffer.from(bytes, 'latin1').toString('base64')}?=`)
      .join(' ');
  });

/** RFC 2231, 4: `utf-8'de'K%C3%BCrz.pdf`. */
const EXTENDED = /^([\w-]{2,40})'[\w-]{0,20}'([^%]*(?:%[\da-f]{2}[^%]*)+)$/i;

/** A file's name in either of the two encodings; without one, what its type says (`application/pdf; name="…"`). */
export function decodedFileName(name: string, contentType: string): string {
  const stated =
    name ||
    (/\bname\*?=(?:"([^"]{1,400})"|([^;\s]{1,400}))/i.exec(contentType)?.slice(1).find(Boolean) ?? '');
  const [, charset = '', percent = ''] = EXTENDED.exec(stated.slice(0, MAX_DECODED)) ?? [];
  if (!percent) return decodedLine(stated);
  const bytes = percent.replace(/%([\da-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return decodedAs(charset, bytes) ?? stated;
}

/** Null where nobody knows the charset, or the bytes are none of its. */
function decodedAs(charset: string, latin1: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(Buffer.from(latin1, 'latin1'));
  } catch {
    return null;
  }
}

const ESCAPE = '\u001b';
/** What follows an escape to another character set, as far as it is ASCII: ISO-2022-JP has no other bytes (RFC 1468). */
const RUNS = new RegExp(`(?:${ESCAPE}[$(][@BIJ][^${ESCAPE}\u0080-\uffff]*)+`, 'g');
/** ISO-2022-KR and -CN name their set once and shift to it (RFC 1557, RFC 1922); HZ stands between tildes (RFC 1843). */
const SHIFT = { out: '\u000e', in: '\u000f' };
const SHIFTED = new RegExp(`${SHIFT.out}([!-~]{2,4000})${SHIFT.in}`, 'g');
const NAMED_SET = new RegExp(`${ESCAPE}\\$\\)([AC])`, 'g');
const TILDES = /~\{((?:[!-w][!-~]){1,2000})~\}/g;

/** What Windows writes where ISO 8859-1 has controls that nobody means; whoever decodes by the letter leaves those. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const windowsSigns = (text: string) =>
  text.replace(/[\u0080-\u009f]/g, (each) => WINDOWS[each.charCodeAt(0) - 0x80] ?? each);

/** Text in which the escapes of such charsets were left, because nobody said which it has. */
export function decodedEscapes(written: string): string {
  const text = windowsSigns(written);
  const plain = text.includes('~{')
    ? text.replace(TILDES, (all, pairs: string) => highPairs('gbk', pairs) ?? all)
    : text;
  if (!plain.includes(ESCAPE)) return plain;
  const set = [...plain.matchAll(NAMED_SET)][0]?.[1];
  if (set) {
    const named = plain.replace(NAMED_SET, '');
    return named.replace(
      SHIFTED,
      (all, pairs: string) => highPairs(set === 'C' ? 'euc-kr' : 'gbk', pairs) ?? all,
    );
  }
  return plain.replace(RUNS, (run) => new TextDecoder('iso-2022-jp').decode(Buffer.from(run, 'latin1')));
}

/** Seven-bit pairs, whose high bits their charset sets otherwise. */
const highPairs = (charset: string, pairs: string) =>
  decodedAs(
    charset,
    pairs.replace(/[^]/g, (each) => String.fromCharCode(each.charCodeAt(0) | 0x80)),
  );

const MARKS: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' };

/** The same in HTML, whose writer took the escapes' letters for its own marks. */
export const decodedHtmlEscapes = (html: string): string =>
  decodedEscapes(html.replace(RUNS, (run) => run.replace(/&(?:lt|gt|amp|quot);/g, (mark) => MARKS[mark] ?? mark)));
