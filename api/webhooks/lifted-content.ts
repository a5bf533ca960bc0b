import { createHash } from 'node:crypto';
import { HEAD_BYTES } from '../../domain/content-type.ts';

/** Bytes of a piece; a multiple of three, so that base64 ends where it does. */
const PIECE_BYTES = 240_000;

/** A file as it was found inside a JSON body: decoded, measured, in pieces that a table's rows can hold. */
export interface LiftedContent {
  size: number;
  /** In hex. */
  sha256: string;
  head: Buffer;
  pieces: Buffer[];
}

/** Decodes base64 as it comes. Whatever is not base64 is passed over, as every mail program does. */
export function createContentDecoder() {
  const hash = createHash('sha256');
  const pieces: Buffer[] = [];
  let gathered: Buffer[] = [];
  let gatheredBytes = 0;
  let size = 0;
  let rest = '';
  const flush = () => {
    if (gatheredBytes > 0) pieces.push(Buffer.concat(gathered));
    gathered = [];
    gatheredBytes = 0;
  };
  const keep = (base64: string) => {
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length === 0) return;
    hash.update(bytes);
    size += bytes.length;
    gathered.push(bytes);
    gatheredBytes += bytes.length;
    if (gatheredBytes >= PIECE_BYTES) flush();
  };
  return {
    write(text: string): void {
      const clean = rest + (/[^A-Za-z0-9+/=]/.test(text) ? text.replace(/[^A-Za-z0-9+/=]+/g, '') : text);
      const whole = clean.length - (clean.length % 4);
      rest = clean.slice(whole);
      if (whole > 0) keep(clean.slice(0, whole));
    },
    end(): LiftedContent {
      if (rest) keep(rest);
      flush();
      const head = pieces[0]?.subarray(0, HEAD_BYTES) ?? Buffer.alloc(0);
      return { size, sha256: hash.digest('hex'), head, pieces };
    },
  };
}
