import { decodeWords } from 'postal-mime';

/** Longer than any line that was meant to be read. In characters. */
const MAX_DECODED = 8_000;
/** RFC 2047, cut off before its end. */
const UNFINISHED = /=\?[\w*-]{1,40}\?[bq]\?[^?\s]{0,200}$/i;

/** A subject or a name whose encoded words (RFC 2047) nobody on the way decoded, and whose Japanese escapes neither. */
export function decodedLine(text: string): string {
  const plain = decodedEscapes(text);
  if (!plain.includes('=?')) return plain;
  const head = plain.slice(0, MAX_DECODED);
  return decodeWords(head.replace(UNFINISHED, (word) => `${word}?=`)) + plain.slice(MAX_DECODED);
}

const ESCAPE = '\u001b';
/** What follows an escape to another character set, as far as it is ASCII: ISO-2022-JP has no other bytes (RFC 1468). */
const RUNS = new RegExp(`(?:${ESCAPE}[$(][@BIJ][^${ESCAPE}\u0080-\uffff]*)+`, 'g');

/** Text in which the escapes of ISO-2022-JP were left, because nobody said which charset it has. */
export function decodedEscapes(text: string): string {
  if (!text.includes(`${ESCAPE}$`)) return text;
  return text.replace(RUNS, (run) => new TextDecoder('iso-2022-jp').decode(Buffer.from(run, 'latin1')));
}
