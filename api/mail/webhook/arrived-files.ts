import type { ArrivedFile } from '../../../db/mail/inbound/inbound-emails.ts';
import { isRasterImage } from '../../../domain/files/attachment.ts';
import { contentTypeOf } from '../../../domain/files/content-type.ts';
import { safeFileName } from '../../../domain/files/file-name.ts';
import { storableText } from '../../../domain/text/storable-text.ts';
import { unnamedFile } from '../../../domain/files/unnamed-file.ts';
import { decodedFileName } from '../provider/decoded-text.ts';
import { freeMemory } from '../lifting/free-memory.ts';
import { createContentDecoder, type LiftedContent } from '../lifting/lifted-content.ts';
import type { PostmarkInbound } from '../provider/postmark-inbound.ts';

/** People send a few dozen. More rows than this would make the conversation they stand in unusable. */
const MAX_FILES = 500;

/** The files of a mail, ready to be kept: what it says of them, with the bytes that were lifted out of it. */
export function arrivedFiles(json: PostmarkInbound, contents: LiftedContent[]): ArrivedFile[] {
  return json.Attachments.slice(0, MAX_FILES).map((each) => {
    const { size, sha256, head, pieces } = contentOf(each, contents);
    const name = safeFileName(
      storableText(decodedFileName(each.Name, each.ContentType) || unnamedFile(each.ContentType)),
    );
    const contentType = contentTypeOf(head, name);
    const contentId = contentIdOf(each.ContentID);
    const inline = contentId !== null && isRasterImage(contentType) && namesContent(json.HtmlBody, contentId);
    return { name, contentType, size, contentId, inline, sha256, pieces: drained(pieces) };
  });
}

/** The digest of every file, also of those that are too many to be kept. */
export function digestsOf(json: PostmarkInbound, contents: LiftedContent[]): string[] {
  return json.Attachments.map((each) => contentOf(each, contents).sha256);
}

const contentOf = (
  { Content, Data }: { Content: string; Data?: string | undefined },
  contents: LiftedContent[],
) => contents[Number(Content || Data || -1)] ?? NOTHING;

/** What is written may go: a mail's files leave memory piece by piece. */
function* drained(pieces: Buffer[]): Iterable<Buffer> {
  for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
    yield piece;
    freeMemory(piece.length);
  }
}

const NOTHING = createContentDecoder().end();

/** The mail's JSON without the marks of what has a table of its own. */
export function withoutContent(json: PostmarkInbound): PostmarkInbound {
  const Attachments = json.Attachments.map(({ Data: _data, ...each }) => ({ ...each, Content: '' }));
  return { ...json, Attachments };
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
