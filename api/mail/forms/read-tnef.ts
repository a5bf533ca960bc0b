import { readMapiProperties } from './read-mapi.ts';

/** What Outlook packed into a winmail.dat ([MS-OXTNEF]). */
export interface Tnef {
  text: string;
  html: string;
  files: { name: string; contentType: string; bytes: Buffer }[];
}

const SIGNATURE = 0x223e9f78;
const BODY = 0x0002800c;
const MESSAGE_PROPERTIES = 0x00069003;
const ATTACHMENT_BEGINS = 0x00069002;
const ATTACHMENT_TITLE = 0x00018010;
const ATTACHMENT_DATA = 0x0006800f;
const ATTACHMENT_PROPERTIES = 0x00069005;
const CODE_PAGE = 0x00069007;

const PR_BODY = 0x1000;
const PR_BODY_HTML = 0x1013;
const PR_ATTACH_DATA = 0x3701;
const PR_ATTACH_LONG_FILENAME = 0x3707;
const PR_ATTACH_MIME_TAG = 0x370e;

const MAX_FILES = 200;
/** In front of an attached object. */
const INTERFACE_ID = 16;

/** One pass. What is cut off or wrong ends it, and what was read until then stays. @returns null for whatever is none. */
export function readTnef(bytes: Buffer): Tnef | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return null;
  const found: Tnef = { text: '', html: '', files: [] };
  let codePage = 1252;
  for (const { tag, value } of attributesOf(bytes)) {
    if (tag === CODE_PAGE && value.length >= 4) codePage = value.readUInt32LE(0);
    if (tag === BODY) found.text ||= textIn(value, codePage);
    if (tag === MESSAGE_PROPERTIES) takeMessage(found, value, codePage);
    if (tag === ATTACHMENT_BEGINS && found.files.length < MAX_FILES)
      found.files.push({ name: '', contentType: '', bytes: Buffer.alloc(0) });
    const file = found.files.at(-1);
    if (!file) continue;
    if (tag === ATTACHMENT_TITLE) file.name ||= textIn(value, codePage);
    if (tag === ATTACHMENT_DATA) file.bytes = value;
    if (tag === ATTACHMENT_PROPERTIES) takeAttachment(file, value, codePage);
  }
  return { ...found, files: found.files.filter(({ bytes }) => bytes.length > 0) };
}

function* attributesOf(bytes: Buffer): Generator<{ tag: number; value: Buffer }> {
  for (let at = 6; at + 9 <= bytes.length;) {
    const tag = bytes.readUInt32LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    const end = at + 9 + length;
    if (end > bytes.length) return;
    yield { tag, value: bytes.subarray(at + 9, end) };
    // The value's checksum, which many writers get wrong.
    at = end + 2;
  }
}

function takeMessage(found: Tnef, value: Buffer, codePage: number): void {
  for (const { id, unicode, value: words } of readMapiProperties(value)) {
    if (id === PR_BODY) found.text ||= textIn(words, codePage, unicode);
    if (id === PR_BODY_HTML) found.html ||= textIn(words, codePage, unicode);
  }
}

function takeAttachment(file: Tnef['files'][number], value: Buffer, codePage: number): void {
  for (const { id, unicode, value: content } of readMapiProperties(value)) {
    if (id === PR_ATTACH_LONG_FILENAME) file.name = textIn(content, codePage, unicode) || file.name;
    if (id === PR_ATTACH_MIME_TAG) file.contentType = textIn(content, codePage, unicode);
    if (id === PR_ATTACH_DATA && file.bytes.length === 0) file.bytes = content.subarray(INTERFACE_ID);
  }
}

/** Without the zero at its end. */
function textIn(value: Buffer, codePage: number, unicode = false): string {
  const label = unicode ? 'utf-16le' : codePage === 65001 ? 'utf-8' : `windows-${codePage}`;
  const decoder = new TextDecoder(isKnown(label) ? label : 'windows-1252');
  return decoder.decode(value).replace(/\0[^]*$/, '');
}

const isKnown = (label: string) => /^(?:utf-8|utf-16le|windows-(?:874|125[0-8]))$/.test(label);
