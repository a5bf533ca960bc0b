import { extensionOf } from './file-name.ts';

/** As many first bytes as the decision needs. */
export const HEAD_BYTES = 4_100;

const UNKNOWN = 'application/octet-stream';
const bytes = (hex: string) => hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

/** What a file begins with (https://www.iana.org/assignments/media-types, https://mimesniff.spec.whatwg.org). */
const SIGNATURES: { type: string; at?: number; begins: number[]; also?: { at: number; begins: number[] } }[] =
  [
    { type: 'image/png', begins: bytes('89504e470d0a1a0a') },
    { type: 'image/jpeg', begins: bytes('ffd8ff') },
    { type: 'image/gif', begins: ascii('GIF87a') },
    { type: 'image/gif', begins: ascii('GIF89a') },
    { type: 'image/webp', begins: ascii('RIFF'), also: { at: 8, begins: ascii('WEBP') } },
    { type: 'application/pdf', begins: ascii('%PDF-') },
    { type: 'application/gzip', begins: bytes('1f8b08') },
    { type: 'video/mp4', at: 4, begins: ascii('ftyp') },
    { type: 'audio/mpeg', begins: ascii('ID3') },
  ];
const ZIP = ascii('PK\x03\x04');

/** Office documents are zip files; inside that family, and only there, a name may say which. */
const ZIP_FAMILY: Record<string, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
};
/** Text that no program runs or renders, by name; HTML, SVG and scripts are text that nothing may interpret. */
const TEXT_FAMILY: Record<string, string> = {
  csv: 'text/csv',
  txt: 'text/plain',
  log: 'text/plain',
  md: 'text/plain',
};

/** What a file is, by its first bytes. What is not known for certain, or could run in a browser, is only bytes. */
export function contentTypeOf(head: Uint8Array, name: string): string {
  const found = SIGNATURES.find(
    ({ at = 0, begins, also }) => matches(head, at, begins) && (!also || matches(head, also.at, also.begins)),
  );
  if (found) return found.type;
  const extension = extensionOf(name);
  if (matches(head, 0, ZIP)) return ZIP_FAMILY[extension] ?? 'application/zip';
  return (isText(head) && TEXT_FAMILY[extension]) || UNKNOWN;
}

const matches = (head: Uint8Array, at: number, begins: number[]) =>
  begins.every((byte, index) => head[at + index] === byte);

/** No control characters but line ends and tabs, and UTF-8 as far as the head goes. */
function isText(head: Uint8Array): boolean {
  if (head.length === 0 || head.some((byte) => byte < 9 || (byte > 13 && byte < 32) || byte === 127))
    return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
