import type { AttachmentId, ConversationId, DeliveryId, ProjectId } from '../../ids.ts';
import { markdownToText } from '../../markdown/markdown-to-text.ts';
import { parseMarkdown } from '../../markdown/markdown.ts';
import { escapeHtml } from '../../text/escape-html.ts';
import { headerText } from '../address/mail-address.ts';
import type { MailEnvelope, MailIdentity } from '../address/mail-envelope.ts';
import { deliveryMessageId } from '../address/mail-message-id.ts';
import { replyAddress } from '../address/reply-address.ts';
import { senderName } from '../address/sender-name.ts';
import { REPLY_DELIMITER } from '../reading/lines/reply-delimiter.ts';
import { wordsAsHtml, type MailPicture } from './mail-pictures.ts';
import { signatureAsHtml, signatureAsText } from './mail-signature.ts';
import { threadTopic } from './mail-subject.ts';

/** What is said to somebody outside, and what is sent on to them. */
export interface ForwardParts {
  deliveryId: DeliveryId;
  conversationId: ConversationId;
  project: { id: ProjectId; name: string; supportAddress: string; senderName?: string | null };
  to: string;
  agentName: string;
  /** The agent's own, Markdown; empty for none. */
  signature: string;
  /** The agent's Markdown; empty when the message says it all. */
  text: string;
  subject: string;
  forwarded: {
    /** Who wrote it: a name, or an address. */
    from: string;
    /** ISO 8601. */
    at: string;
    text: string;
    isMarkdown: boolean;
  };
  attachments: AttachmentId[];
  /** Those of them that either text may show in place. */
  pictures?: MailPicture[];
}

const MAX_SUBJECT = 160;

/**
 * A mail of its own, in no thread of the customer's: it answers nothing, so that whoever gets it learns of no other mail.
 * Answers come to the conversation's reply address.
 * @throws RangeError when the conversation's id cannot carry a reply address.
 */
export function composeForward(parts: ForwardParts, identity: MailIdentity): MailEnvelope {
  const bound = { ...parts, projectId: parts.project.id };
  const messageId = deliveryMessageId(bound, identity);
  const topic = headerText(threadTopic(parts.subject), MAX_SUBJECT) || parts.project.name;
  return {
    from: { email: parts.project.supportAddress, name: senderName(parts.agentName, parts.project) },
    to: { email: parts.to, name: null },
    replyTo: replyAddress(bound, identity),
    subject: `Fwd: ${topic}`,
    text: textBody(parts),
    html: htmlBody(parts),
    messageId,
    inReplyTo: null,
    references: [],
    ...(parts.attachments.length > 0 && { attachments: parts.attachments }),
  };
}

const LINE = '---------- Forwarded message ----------';

const headOf = ({ subject, forwarded: { from, at } }: ForwardParts): string[] => [
  `From: ${headerText(from, MAX_SUBJECT)}`,
  `Date: ${new Date(at).toUTCString()}`,
  ...(subject ? [`Subject: ${headerText(subject, MAX_SUBJECT)}`] : []),
];

function textBody(parts: ForwardParts): string {
  const { text, signature, forwarded } = parts;
  const words = forwarded.isMarkdown ? markdownToText(parseMarkdown(forwarded.text)) : forwarded.text;
  return (
    [
      ...(text ? [markdownToText(parseMarkdown(text))] : []),
      ...signatureAsText(signature),
      `— ${REPLY_DELIMITER} —`,
      [LINE, ...headOf(parts)].join('\n'),
      words,
    ].join('\n\n') + '\n'
  );
}

function htmlBody(parts: ForwardParts): string {
  const { text, signature, forwarded, pictures } = parts;
  const plain = escapeHtml(forwarded.text).replace(/\r\n|\r|\n/g, '<br>\n');
  const body = [
    ...(text ? [wordsAsHtml(text, pictures)] : []),
    ...signatureAsHtml(signature),
    `<p style="color:#757575;font-size:12px">— ${REPLY_DELIMITER} —</p>`,
    `<p>${[LINE, ...headOf(parts)].map(escapeHtml).join('<br>\n')}</p>`,
    `<div>${forwarded.isMarkdown ? wordsAsHtml(forwarded.text, pictures) : plain}</div>`,
  ].join('\n');
  return `<!doctype html>\n<html><head><meta charset="utf-8"></head><body>\n${body}\n</body></html>\n`;
}
