import { createHash } from 'node:crypto';
import { HEAD_BYTES } from '../../../domain/files/content-type.ts';

/**
 * Bytes of a piece. Small enough that what the database driver makes of it is young garbage, gone before the next mail.
 */
const PIECE_BYTES = 48_000;

/** A file as it was found inside a JSON body: decoded, measured, in pieces that a table's rows can hold. */
export interface LiftedContent {
  size: number;
  /** In hex. */
  sha256: string;
  head: Buffer;
  pieces: Buffer[];
}

/** Takes bytes into pieces. They are written into their final place: copies of 34 MB would wait for the garbage collector. */
function createPieces() {
  const hash = createHash('sha256');
  const pieces: Buffer[] = [];
  let size = 0;
  let piece = Buffer.alloc(0);
  let filled = 0;
  const flush = () => {
    if (filled === 0) return;
    const whole = piece.subarray(0, filled);
    hash.update(whole);
    pieces.push(whole);
    size += filled;
    filled = 0;
  };
  return {
    /** Lets `fill` write up to `most` bytes. @param fill returns where it stopped. */
    room(most: number, fill: (into: Buffer, at: number) => number): void {
      if (filled + most > piece.length) {
        flush();
        piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
      }
      filled = fill(piece, filled);
    },
    end(): LiftedContent {
      flush();
      const last = pieces.at(-1);
      // A mail may have a hundred thousand tiny files: none holds the room of a large one.
      if (last && last.length < PIECE_BYTES / 2) pieces[pieces.length - 1] = Buffer.from(last);
      const head = pieces[0]?.subarray(0, HEAD_BYTES) ?? Buffer.alloc(0);
      return { size, sha256: hash.digest('hex'), head, pieces };
    },
  };
}

const END = -1;
const NOTHING = -2;
/** The value of each character of base64 and of its variant for addresses. */
const VALUES = valuesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');

function valuesOf(alphabet: string): Int32Array {
  const values = new Int32Array(256).fill(NOTHING);
  for (const [value, character] of [...alphabet].entries()) values[character.charCodeAt(0)] = value;
  return Object.assign(values, { [code('-')]: 62, [code('_')]: 63, [code('=')]: END });
}

function code(character: string): number {
  return character.charCodeAt(0);
}

/** Characters decoded or bytes copied at once: far fewer than a piece has room for, because a run is never divided among two. */
const RUN = 4_000;

/**
 * Decodes base64 as it comes; whatever is not base64 is passed over, as every mail program does. Not by Node's decoder,
 * which reads strings: 35 MB took both 0.3 s, but with its strings the peak of four such mails was 388 MB instead of 345.
 */
export function createContentDecoder() {
  const pieces = createPieces();
  let held = 0;
  let bits = 0;
  const decode = (base64: Buffer, into: Buffer, start: number) => {
    let at = start;
    for (let from = 0; from < base64.length; from++) {
      // Four characters are three bytes: nearly all of a file goes this way.
      for (; bits === 0 && from + 3 < base64.length; from += 4) {
        const bytes = foursAt(base64, from);
        if (bytes < 0) break;
        into[at++] = bytes >> 16;
        into[at++] = bytes >> 8;
        into[at++] = bytes;
      }
      const value = valueOf(base64[from]);
      if (value === END) bits = 0;
      if (value < 0) continue;
      held = ((held << 6) | value) & 0xffff;
      bits += 6;
      if (bits < 8) continue;
      bits -= 8;
      into[at++] = held >> bits;
    }
    return at;
  };
  return {
    write(base64: Buffer): void {
      for (let from = 0; from < base64.length; from += RUN) {
        const run = base64.subarray(from, from + RUN);
        pieces.room(Math.ceil((run.length * 6 + 8) / 8), (into, at) => decode(run, into, at));
      }
    },
    end: (): LiftedContent => pieces.end(),
  };
}

const valueOf = (sign: number | undefined): number => VALUES[sign ?? 0] ?? END;

/** @returns something negative when they are not four characters of base64. */
function foursAt(base64: Buffer, from: number): number {
  return (
    (valueOf(base64[from]) << 18) |
    (valueOf(base64[from + 1]) << 12) |
    (valueOf(base64[from + 2]) << 6) |
    valueOf(base64[from + 3])
  );
}

/** A file whose bytes are here already. */
export function liftBytes(bytes: Buffer): LiftedContent {
  const pieces = createPieces();
  for (let from = 0; from < bytes.length; from += RUN) {
    const run = bytes.subarray(from, from + RUN);
    pieces.room(run.length, (into, at) => at + run.copy(into, at));
  }
  return pieces.end();
}

/** The files of a mail that came as a whole: its JSON with their numbers in their place, as the webhook's reader leaves it. */
export function liftFiles<Mail extends { Attachments: { Content: string; Data?: string | undefined }[] }>(
  mail: Mail,
): { json: Mail; contents: LiftedContent[] } {
  const contents = mail.Attachments.map(({ Content, Data }) => {
    const decoder = createContentDecoder();
    decoder.write(Buffer.from(Content || Data || '', 'latin1'));
    return decoder.end();
  });
  const Attachments = mail.Attachments.map((file, at) => ({ ...file, Content: String(at) }));
  return { json: { ...mail, Attachments }, contents };
}
