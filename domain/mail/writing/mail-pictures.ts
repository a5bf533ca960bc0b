import { isRasterImage } from '../../files/attachment.ts';
import type { AttachmentId, MessageId } from '../../ids.ts';
import { markdownToHtml } from '../../markdown/markdown-to-html.ts';
import { parseMarkdown } from '../../markdown/markdown.ts';
import { picturesByName, withPictures } from '../../markdown/pictures.ts';

/** A file of a mail that its text may show in place, by its name. */
export interface MailPicture {
  id: AttachmentId;
  name: string;
}

/** How the HTML names a picture, and how the provider is told which file that is (RFC 2392, https://postmarkapp.com/developer/api/email-api). */
export const pictureSource = (id: AttachmentId): string => `cid:${id}`;

/** The agent's Markdown as HTML, with the mail's own pictures in it. */
export function wordsAsHtml(text: string, pictures: readonly MailPicture[] = []): string {
  const named = picturesByName(pictures);
  const sourceOf = (name: string) => {
    const picture = named.get(name);
    return picture && pictureSource(picture.id);
  };
  return markdownToHtml(withPictures(parseMarkdown(text), sourceOf));
}

/** Names that two messages of one mail use for two files mean neither: these only go along. */
export function mailPictures(
  files: readonly (MailPicture & { contentType: string; messageId: MessageId | null })[],
): MailPicture[] {
  const drawn = files.filter(({ contentType }) => isRasterImage(contentType));
  const isClear = (file: (typeof files)[number]) =>
    drawn.every(({ name, messageId }) => name !== file.name || messageId === file.messageId);
  return drawn.filter(isClear).map(({ id, name }) => ({ id, name }));
}
