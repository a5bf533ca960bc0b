import { listInlineFiles } from '../../../db/files/attachments.ts';
import type { Queryable } from '../../../db/connection/database.ts';
import { isRasterImage } from '../../../domain/files/attachment.ts';
import type { EmailId } from '../../../domain/ids.ts';
import { signedQuery } from '../../../domain/files/signed-link.ts';
import { remoteImagePath } from '../remote-image/remote-image-path.ts';
import type { SanitizedMail } from './sanitize-mail-html.ts';

/** Seconds. A frame loads its pictures at once; an agent may scroll to a lazy one later. */
const PICTURE_LINK_SECONDS = 60 * 60;

/** A stored mail's HTML, made safe, its pictures at addresses that are good for an hour. */
export async function drawMail(
  db: Queryable,
  mail: { id: EmailId; html: string },
  options: { remoteImages: boolean; secret: string; now: Date },
): Promise<SanitizedMail> {
  const { secret } = options;
  const expires = Math.floor(options.now.getTime() / 1_000) + PICTURE_LINK_SECONDS;
  // With the first mail that is shown: it brings a parser and a style sheet's.
  const { sanitizeMailHtml } = await import('./sanitize-mail-html.ts');
  const files = await listInlineFiles(db, mail.id);
  return sanitizeMailHtml(mail.html, {
    ofContent: (contentId) => {
      const file = files.find((each) => each.contentId === contentId && isRasterImage(each.contentType));
      if (!file) return null;
      return `/attachments/${file.id}/image?${signedQuery({ purpose: 'inline-image', subject: file.id, expires }, secret)}`;
    },
    ofWeb: (url) => (options.remoteImages ? remoteImagePath(url, { expires, secret }) : null),
  });
}
