import type { Models } from 'postmark';
import type { DeliveryId } from '../../domain/ids.ts';
import { formatAddress } from '../../domain/mail/address/mail-address.ts';
import { threadTopic } from '../../domain/mail/writing/mail-subject.ts';
import type { MailEnvelope } from '../../domain/mail/address/mail-envelope.ts';
import { LOOP_HEADER } from '../../domain/mail/judging/own-mail.ts';

/** The provider's metadata field that names a delivery, in its search and in its events. */
export const METADATA_KEY = 'delivery';
/** The field that names a mail to an agent, so that its events are never taken for news of a mail to a customer. */
export const AGENT_MAIL_KEY = 'agent_mail';

/** RFC 3834, 5, the word that Exchange listens to, and our own: no answering machine shall answer what no human wrote. */
const AUTOMATIC = [
  { Name: 'Auto-Submitted', Value: 'auto-replied' },
  { Name: 'X-Auto-Response-Suppress', Value: 'All' },
  { Name: LOOP_HEADER.name, Value: LOOP_HEADER.value },
];

/** An envelope as Postmark's API takes it. `X-PM-KeepID` keeps our Message-ID, which Postmark otherwise replaces. */
export function toPostmarkMessage(
  id: DeliveryId,
  envelope: MailEnvelope,
  files: Models.Attachment[] = [],
): Models.Message {
  const { messageId, inReplyTo, references, automatic } = envelope;
  const topic = threadTopic(envelope.subject);
  return {
    From: formatAddress(envelope.from),
    To: formatAddress(envelope.to),
    ...(envelope.cc && { Cc: envelope.cc.map(formatAddress).join(', ') }),
    ...(envelope.bcc && { Bcc: envelope.bcc.map(formatAddress).join(', ') }),
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
      // Outlook's name for a thread. In another script it would need an encoding that Postmark does not promise.
      ...(/^[\x20-\x7e]+$/.test(topic) ? [{ Name: 'Thread-Topic', Value: topic }] : []),
      ...(automatic ? AUTOMATIC : []),
    ],
  };
}
