import type { Models } from 'postmark';
import type { DeliveryId } from '../../domain/ids.ts';
import { formatAddress } from '../../domain/mail-address.ts';
import type { MailEnvelope } from '../../domain/mail-envelope.ts';

/** The provider's metadata field that names a delivery, in its search and in its events. */
export const METADATA_KEY = 'delivery';

/** An envelope as Postmark's API takes it. `X-PM-KeepID` keeps our Message-ID, which Postmark otherwise replaces. */
export function toPostmarkMessage(
  id: DeliveryId,
  envelope: MailEnvelope,
  files: Models.Attachment[] = [],
): Models.Message {
  const { messageId, inReplyTo, references } = envelope;
  return {
    From: formatAddress(envelope.from),
    To: formatAddress(envelope.to),
    ReplyTo: envelope.replyTo,
    Subject: envelope.subject,
    TextBody: envelope.text,
    HtmlBody: envelope.html,
    MessageStream: 'outbound',
    Metadata: { [METADATA_KEY]: id },
    ...(files.length > 0 && { Attachments: files }),
    Headers: [
      { Name: 'Message-ID', Value: `<${messageId}>` },
      { Name: 'X-PM-KeepID', Value: 'true' },
      ...(inReplyTo ? [{ Name: 'In-Reply-To', Value: `<${inReplyTo}>` }] : []),
      ...(references.length > 0
        ? [{ Name: 'References', Value: references.map((each) => `<${each}>`).join(' ') }]
        : []),
    ],
  };
}
