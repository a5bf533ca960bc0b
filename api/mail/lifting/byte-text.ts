const FIRST_BYTES = 65_536;

/** A text that comes in small pieces, as bytes: a string that grows by them costs several times its length. */
export function createByteText() {
  let bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  let length = 0;
  return {
    get length() {
      return length;
    },
    append(more: Buffer): void {
      if (length + more.length > bytes.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(2 * bytes.length, length + more.length));
        bytes.copy(larger, 0, 0, length);
        bytes = larger;
      }
      length += more.copy(bytes, length);
    },
    cutTo(shorter: number): void {
      length = Math.min(length, shorter);
    },
    /** The last few bytes, each as one character. */
    tail: (count: number) => bytes.toString('latin1', Math.max(0, length - count), length),
    toString: () => bytes.toString('utf8', 0, length),
  };
}
