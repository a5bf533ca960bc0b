import { createHash } from 'node:crypto';
import type { ArrivedFile } from '../../db/inbound-emails.ts';
import { isRasterImage } from '../../domain/attachment.ts';
import { contentTypeOf, HEAD_BYTES } from '../../domain/content-type.ts';
import { safeFileName } from '../../domain/file-name.ts';
import { storableText } from '../../domain/storable-text.ts';
import type { PostmarkInbound } from './postmark-inbound.ts';

/** Characters of base64 that are decoded at once: three quarters of a megabyte. Divisible by four, so that a piece ends where bytes do. */
const PIECE_CHARACTERS = 1_000_000;

/** The files of a mail, ready to be kept. Their bytes stay encoded until a piece is wanted. */
export function arrivedFiles(json: PostmarkInbound): ArrivedFile[] {
  return json.Attachments.map((each) => {
    const pieces = () => decode(each.Content || each.Data || '');
    const { size, sha256, head } = measure(pieces());
    const name = safeFileName(storableText(each.Name));
    const contentType = contentTypeOf(head, name);
    const contentId = contentIdOf(each.ContentID);
    const inline = contentId !== null && isRasterImage(contentType) && namesContent(json.HtmlBody, contentId);
    return { name, contentType, size, contentId, inline, sha256, pieces };
  });
}

/** The mail's JSON without the bytes that have a table of their own. */
export function withoutContent(json: PostmarkInbound): PostmarkInbound {
  const Attachments = json.Attachments.map(({ Data: _data, ...each }) => ({ ...each, Content: '' }));
  return { ...json, Attachments };
}

function* decode(base64: string): Iterable<Buffer> {
  const clean = /[^A-Za-z0-9+/=]/.test(base64) ? base64.replace(/[^A-Za-z0-9+/=]+/g, '') : base64;
  for (let from = 0; from < clean.length; from += PIECE_CHARACTERS) {
    yield Buffer.from(clean.slice(from, from + PIECE_CHARACTERS), 'base64');
  }
}

function measure(pieces: Iterable<Buffer>): { size: number; sha256: string; head: Buffer } {
  const hash = createHash('sha256');
  let size = 0;
  let head: Buffer = Buffer.alloc(0);
  for (const piece of pieces) {
    if (size === 0) head = piece.subarray(0, HEAD_BYTES);
    size += piece.length;
    hash.update(piece);
  }
  return { size, sha256: hash.digest('hex'), head };
}

const MAX_CONTENT_ID = 250;

function contentIdOf(value: string): string | null {
  return (
    storableText(value).trim().replace(/^cid:/i, '').replace(/^<|>$/g, '').slice(0, MAX_CONTENT_ID) || null
  );
}

/** Mail programs give many attachments an id; only those that the text names stand inside it. */
function namesContent(html: string, contentId: string): boolean {
  return html.includes(`cid:${contentId}`) || html.includes(`cid:${encodeURIComponent(contentId)}`);
}
