import { createHash } from 'node:crypto';
import { HEAD_BYTES } from '../../domain/content-type.ts';

/** Bytes of a piece. Small enough that what the database driver makes of it is young garbage, gone before the next mail. */
const PIECE_BYTES = 48_000;

/** Characters decoded at once; a multiple of four, and far fewer than a piece has room for. */
const RUN_CHARACTERS = 16_384;

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
  let size = 0;
  let rest = '';
  // Decoded into its final place: copies of 34 MB would wait for the garbage collector.
  let piece = Buffer.alloc(0);
  let filled = 0;
  const flush = () => {
    if (filled > 0) pieces.push(piece.subarray(0, filled));
    piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
    filled = 0;
  };
  const keep = (base64: string) => {
    for (let from = 0; from < base64.length; from += RUN_CHARACTERS) {
      const run = base64.slice(from, from + RUN_CHARACTERS);
      if (filled + run.length > piece.length) flush();
      const written = piece.write(run, filled, 'base64');
      hash.update(piece.subarray(filled, filled + written));
      filled += written;
      size += written;
    }
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
      if (filled > 0) pieces.push(piece.subarray(0, filled));
      const head = pieces[0]?.subarray(0, HEAD_BYTES) ?? Buffer.alloc(0);
      return { size, sha256: hash.digest('hex'), head, pieces };
    },
  };
}

/** The files of a mail that came as a whole: its JSON with their numbers in their place, as the webhook's reader leaves it. */
export function liftFiles<Mail extends { Attachments: { Content: string; Data?: string | undefined }[] }>(
  mail: Mail,
): { json: Mail; contents: LiftedContent[] } {
  const contents = mail.Attachments.map(({ Content, Data }) => {
    const decoder = createContentDecoder();
    decoder.write(Content || Data || '');
    return decoder.end();
  });
  const Attachments = mail.Attachments.map((file, at) => ({ ...file, Content: String(at) }));
  return { json: { ...mail, Attachments }, contents };
}
