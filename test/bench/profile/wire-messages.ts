type Hear = (type: string, body: Buffer) => void;

const LENGTH_BYTES = 4;

/**
 * Follows Postgres's messages over the pieces they come in: a letter, a length that counts itself, a body
 * (postgresql.org/docs/current/protocol-overview.html).
 */
export function messageReader(hear: Hear): (piece: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (piece) => {
    rest = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    while (rest.length > LENGTH_BYTES) {
      const size = 1 + rest.readInt32BE(1);
      if (rest.length < size) break;
      hear(String.fromCharCode(rest[0] ?? 0), rest.subarray(1 + LENGTH_BYTES, size));
      rest = rest.subarray(size);
    }
  };
}

/** The same for what a client sends: its first message has no letter. */
export function startupReader(hear: Hear): (piece: Buffer) => void {
  let first: Buffer | null = Buffer.alloc(0);
  const read = messageReader(hear);
  return (piece) => {
    if (!first) return read(piece);
    first = Buffer.concat([first, piece]);
    if (first.length < LENGTH_BYTES || first.length < first.readInt32BE(0)) return;
    read(first.subarray(first.readInt32BE(0)));
    first = null;
  };
}
