import { inflateSync } from 'node:zlib';

/** What an S/MIME container holds (RFC 8551). The signature of a signed one is not checked. */
export type Cms = { form: 'signed'; content: Buffer } | { form: 'encrypted' };

/** In hex: RFC 5652 and RFC 3274. */
const KINDS: Record<string, 'signed' | 'encrypted' | 'compressed'> = {
  '2a864886f70d010702': 'signed',
  '2a864886f70d010703': 'encrypted',
  '2a864886f70d0109100117': 'encrypted',
  '2a864886f70d0109100109': 'compressed',
};
const MAX_INFLATED = 12_000_000;
const OCTETS = 0x04;
const SEQUENCE = 0x30;
const EXPLICIT = 0xa0;

/** Only the way to the content is read, every element once. @returns null for whatever is no such container. */
export function readCms(bytes: Buffer): Cms | null {
  try {
    const [type, wrapped] = childrenOf(elementAt(binary(bytes), 0), 2);
    const kind = type && KINDS[type.value.toString('hex')];
    if (!kind || wrapped?.tag !== EXPLICIT) return null;
    if (kind === 'encrypted') return { form: 'encrypted' };
    const [data] = childrenOf(wrapped, 1);
    if (!data) return null;
    const encapsulated = childrenOf(data, 4).find(holdsContent);
    const content = encapsulated && contentOf(childrenOf(encapsulated, 2)[1]);
    if (!content) return null;
    if (kind === 'signed') return { form: 'signed', content };
    return { form: 'signed', content: inflateSync(content, { maxOutputLength: MAX_INFLATED }) };
  } catch {
    return null;
  }
}

/** Some programs write the container as text: base64, between lines that say so or without them (RFC 7468). */
function binary(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1').replace(/-----(?:BEGIN|END) [A-Z\d ]{1,20}-----/g, '');
  return /^[A-Za-z\d+/=\s]+$/.test(text) ? Buffer.from(text, 'base64') : bytes;
}

interface Element {
  tag: number;
  value: Buffer;
  /** Where the next one begins. */
  end: number;
}

/** The content's type and, in an explicit tag, the content. */
function holdsContent(element: Element): boolean {
  if (element.tag !== SEQUENCE) return false;
  const [type, content] = childrenOf(element, 2);
  return type?.tag === 0x06 && content?.tag === EXPLICIT;
}

/** One string, or the pieces of one. */
function contentOf(wrapped: Element | undefined): Buffer | null {
  const [octets] = wrapped ? childrenOf(wrapped, 1) : [];
  if (octets?.tag === OCTETS) return octets.value;
  if (octets?.tag !== (OCTETS | 0x20)) return null;
  return Buffer.concat(childrenOf(octets, 100_000).map(({ value }) => value));
}

function childrenOf({ value }: Element, most: number): Element[] {
  const children: Element[] = [];
  for (let at = 0; at < value.length && children.length < most;) {
    const child = elementAt(value, at);
    if (child.tag === 0) break;
    children.push(child);
    at = child.end;
  }
  return children;
}

/** An element of BER. @throws RangeError when it does not end. */
function elementAt(bytes: Buffer, at: number): Element {
  const { tag, start, length } = headAt(bytes, at);
  if (length !== null) {
    if (start + length > bytes.length) throw new RangeError('An element is longer than what holds it.');
    return { tag, value: bytes.subarray(start, start + length), end: start + length };
  }
  const end = endOfContents(bytes, start);
  return { tag, value: bytes.subarray(start, end), end: end + 2 };
}

/** Elements of no given length end with two zeros; those inside are passed over without a stack. */
function endOfContents(bytes: Buffer, start: number): number {
  let open = 1;
  let at = start;
  while (at < bytes.length) {
    const { tag, start: inside, length } = headAt(bytes, at);
    if (tag === 0 && --open === 0) return at;
    if (length === null) open++;
    at = inside + (length ?? 0);
  }
  throw new RangeError('An element has no end.');
}

/** `length` null: until its end is marked. */
function headAt(bytes: Buffer, at: number): { tag: number; start: number; length: number | null } {
  const tag = bytes.readUInt8(at);
  const first = bytes.readUInt8(at + 1);
  if (first === 0x80) return { tag, start: at + 2, length: null };
  if (first < 0x80) return { tag, start: at + 2, length: first };
  const size = first & 0x7f;
  if (size > 4) throw new RangeError('An element is longer than any mail.');
  return { tag, start: at + 2 + size, length: bytes.readUIntBE(at + 2, size) };
}
