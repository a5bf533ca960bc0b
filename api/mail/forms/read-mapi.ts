export interface MapiProperty {
  id: number;
  /** Its text has two bytes a letter. */
  unicode: boolean;
  value: Buffer;
}

/** Bytes of a value whose type has a fixed size, as they are padded. */
const SIZES: Record<number, number> = {
  ...{ 0x0001: 0, 0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000a: 4 },
  ...{ 0x000b: 4, 0x0014: 8, 0x0040: 8, 0x0048: 16 },
};
const UNICODE = 0x001f;
const MULTIPLE = 0x1000;
const FIRST_NAMED = 0x8000;
/** Far more than any program writes. */
const MAX_PROPERTIES = 5_000;

/** The properties inside an attribute of TNEF ([MS-OXTNEF], 2.1.3.4). Ends where they no longer make sense. */
export function readMapiProperties(bytes: Buffer): MapiProperty[] {
  const properties: MapiProperty[] = [];
  try {
    const count = Math.min(bytes.readUInt32LE(0), MAX_PROPERTIES);
    let at = 4;
    for (let i = 0; i < count; i++) at = readOne(bytes, at, properties);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return properties;
}

/** @returns where the next one begins. @throws RangeError at the end of the bytes. */
function readOne(bytes: Buffer, start: number, into: MapiProperty[]): number {
  const type = bytes.readUInt16LE(start);
  const id = bytes.readUInt16LE(start + 2);
  let at = id >= FIRST_NAMED ? afterName(bytes, start + 4) : start + 4;
  const size = SIZES[type & ~MULTIPLE];
  const several = size === undefined || (type & MULTIPLE) !== 0;
  const values = several ? Math.min(bytes.readUInt32LE(at), MAX_PROPERTIES) : 1;
  if (several) at += 4;
  for (let i = 0; i < values; i++) {
    const length = size ?? bytes.readUInt32LE(at);
    if (size === undefined) at += 4;
    if (at + length > bytes.length) throw new RangeError('A property is cut off.');
    if (i === 0) into.push({ id, unicode: type === UNICODE, value: bytes.subarray(at, at + length) });
    at += padded(length);
  }
  return at;
}

function afterName(bytes: Buffer, at: number): number {
  const kind = bytes.readUInt32LE(at + 16);
  return kind === 0 ? at + 24 : at + 24 + padded(bytes.readUInt32LE(at + 20));
}

const padded = (length: number) => (length + 3) & ~3;
