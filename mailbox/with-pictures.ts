import type { SentMail } from './mail.ts';

/** A mail's HTML with the pictures that go with it, as its reader's program would draw them. */
export function withPictures({ html, attachments = [] }: Pick<SentMail, 'html' | 'attachments'>): string {
  return attachments
    .filter(({ ContentID }) => ContentID.startsWith('cid:'))
    .reduce(
      (drawn, { ContentID, ContentType, Content }) =>
        drawn.replaceAll(
          `"${ContentID}"`,
          `"data:${ContentType.replace(/[^\w/+.-]/g, '')};base64,${Content}"`,
        ),
      html,
    );
}
