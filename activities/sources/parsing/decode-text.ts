import { TextDecoder } from 'node:util';

/** How much of an HTML page is looked at for what it says of its letters (HTML Standard, 13.2.3.2). */
const LOOKED_AT = 1_024;

/** Bytes as text: by their mark, by what the server said, by what the page says itself, else UTF-8 or, where they are none, Windows-1252. */
export function decodeText(bytes: Uint8Array, contentType = ''): string {
  const marked = byMark(bytes);
  if (marked) return new TextDecoder(marked).decode(bytes);
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, LOOKED_AT));
  const said =
    /charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType) ??
    /<meta[^>]+charset\s*=\s*["']?([\w:.-]+)/i.exec(head);
  const decoder = said?.[1] ? decoderOf(said[1]) : null;
  if (decoder) return decoder.decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function byMark([a, b, c]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : null;
}

function decoderOf(name: string): TextDecoder | null {
  try {
    return new TextDecoder(name);
  } catch {
    return null;
  }
}
