import type { AttachmentId, ConversationId, DeliveryId, ProjectId } from '../../ids.ts';
import type { MailEnvelope, MailIdentity } from '../address/mail-envelope.ts';
import { deliveryMessageId } from '../address/mail-message-id.ts';
import { referencesOf, wellFormed } from './mail-references.ts';
import { signatureAsHtml, signatureAsText } from './mail-signature.ts';
import { wordsAsHtml, type MailPicture } from './mail-pictures.ts';
import { mailSubject } from './mail-subject.ts';
import { quotable, quoteAsHtml, quoteAsText, type QuotedMessage } from './mail-quote.ts';
import { markdownToText } from '../../markdown/markdown-to-text.ts';
import { parseMarkdown } from '../../markdown/markdown.ts';
import { REPLY_DELIMITER } from '../reading/lines/reply-delimiter.ts';
import { replyAddress } from '../address/reply-address.ts';
import { senderName } from '../address/sender-name.ts';

export interface MailParts {
  deliveryId: DeliveryId;
  conversationId: ConversationId;
  project: { id: ProjectId; name: string; supportAddress: string; senderName?: string | null };
  customer: { email: string; name: string | null };
  /** Absent: nobody. */
  cc?: { email: string; name: string | null }[];
  /** The same, seen by none of the others. Absent: nobody. */
  bcc?: { email: string; name: string | null }[];
  agentName: string;
  /** The agent's own, Markdown; empty for none. */
  signature: string;
  /** No human wrote it. */
  automatic: boolean;
  /** The agent's Markdown. */
  text: string;
  /** The conversation's. */
  subject: string;
  /** Message-IDs of the thread's earlier mails in both directions, oldest first, without angle brackets. */
  thread: string[];
  /** What was said since the last mail, oldest first. */
  unmailed: QuotedMessage[];
  /** Files that go with it, in order. */
  attachments?: AttachmentId[];
  /** Those of them that the text may show in place. */
  pictures?: MailPicture[];
}

/**
 * A reply as a person would mail it: complete and never changed again. In-Reply-To and References follow RFC 5322, 3.6.4.
 * @throws RangeError when the conversation's id cannot carry a reply address.
 */
export function composeMail(parts: MailParts, identity: MailIdentity): MailEnvelope {
  const bound = { ...parts, projectId: parts.project.id };
  const quotes = quotable(parts.unmailed);
  const messageId = deliveryMessageId(bound, identity);
  const thread = wellFormed(parts.thread);
  return {
    from: { email: parts.project.supportAddress, name: senderName(parts.agentName, parts.project) },
    to: parts.customer,
    ...(parts.cc?.length && { cc: parts.cc }),
    ...(parts.bcc?.length && { bcc: parts.bcc }),
    replyTo: replyAddress(bound, identity),
    subject: mailSubject({ ...parts, projectName: parts.project.name, answers: thread.length > 0 }),
    text: textBody(parts, quotes),
    html: htmlBody(parts, quotes),
    messageId,
    inReplyTo: thread.at(-1) ?? null,
    references: referencesOf(thread, messageId),
    ...(parts.automatic && { automatic: true }),
    ...(parts.attachments?.length && { attachments: parts.attachments }),
  };
}

function textBody({ text, signature }: MailParts, quotes: QuotedMessage[]): string {
  const parts = [
    markdownToText(parseMarkdown(text)),
    ...signatureAsText(signature),
    `— ${REPLY_DELIMITER} —`,
  ];
  return [...parts, ...quotes.map(quoteAsText)].join('\n\n') + '\n';
}

function htmlBody({ text, signature, pictures }: MailParts, quotes: QuotedMessage[]): string {
  const delimiter = `<p style="color:#757575;font-size:12px">— ${REPLY_DELIMITER} —</p>`;
  const parts = [wordsAsHtml(text, pictures), ...signatureAsHtml(signature), delimiter];
  const body = [...parts, ...quotes.map(quoteAsHtml)].join('\n');
  return `<!doctype html>\n<html><head><meta charset="utf-8"></head><body>\n${body}\n</body></html>\n`;
}
