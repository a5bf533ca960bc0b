import type { ConversationId, DeliveryId, ProjectId } from './ids.ts';
import { headerText } from './mail-address.ts';
import type { MailEnvelope, MailIdentity } from './mail-envelope.ts';
import { deliveryMessageId } from './mail-message-id.ts';
import { quotable, quoteAsHtml, quoteAsText, type QuotedMessage } from './mail-quote.ts';
import { markdownToHtml } from './markdown-to-html.ts';
import { parseMarkdown } from './markdown.ts';
import { REPLY_DELIMITER } from './quote-markers.ts';
import { replyAddress } from './reply-address.ts';
import { senderName } from './sender-name.ts';

export interface MailParts {
  deliveryId: DeliveryId;
  conversationId: ConversationId;
  project: { id: ProjectId; name: string; supportAddress: string; senderName?: string | null };
  customer: { email: string; name: string | null };
  agentName: string;
  /** The agent's Markdown. */
  text: string;
  /** The conversation's. */
  subject: string;
  /** Message-IDs of the thread's earlier mails in both directions, oldest first, without angle brackets. */
  thread: string[];
  /** What was said since the last mail, oldest first. */
  unmailed: QuotedMessage[];
}

/** The first id is the thread's root, which some mail programs go by; the newest lead to whatever copy the customer kept. */
const MAX_REFERENCES = 20;
const MAX_SUBJECT = 160;

/**
 * A reply as a person would mail it: complete and never changed again. In-Reply-To and References follow RFC 5322, 3.6.4.
 * @throws RangeError when the conversation's id cannot carry a reply address.
 */
export function composeMail(parts: MailParts, identity: MailIdentity): MailEnvelope {
  const bound = { ...parts, projectId: parts.project.id };
  const quotes = quotable(parts.unmailed);
  return {
    from: { email: parts.project.supportAddress, name: senderName(parts.agentName, parts.project) },
    to: parts.customer,
    replyTo: replyAddress(bound, identity),
    subject: mailSubject(parts),
    text: textBody(parts.text, quotes),
    html: htmlBody(parts.text, quotes),
    messageId: deliveryMessageId(bound, identity),
    inReplyTo: parts.thread.at(-1) ?? null,
    references: references(parts.thread),
  };
}

function mailSubject({ subject, project }: MailParts): string {
  const own = headerText(subject, MAX_SUBJECT) || `Your conversation with ${headerText(project.name, 60)}`;
  return /^re\s*:/i.test(own) ? own : `Re: ${own}`;
}

function references(thread: string[]): string[] {
  const ids = [...new Set(thread)];
  return ids.length <= MAX_REFERENCES ? ids : [...ids.slice(0, 1), ...ids.slice(1 - MAX_REFERENCES)];
}

function textBody(markdown: string, quotes: QuotedMessage[]): string {
  return [markdown.trim(), `— ${REPLY_DELIMITER} —`, ...quotes.map(quoteAsText)].join('\n\n') + '\n';
}

function htmlBody(markdown: string, quotes: QuotedMessage[]): string {
  const delimiter = `<p style="color:#757575;font-size:12px">— ${REPLY_DELIMITER} —</p>`;
  const parts = [markdownToHtml(parseMarkdown(markdown)), delimiter, ...quotes.map(quoteAsHtml)];
  return `<!doctype html>\n<html><head><meta charset="utf-8"></head><body>\n${parts.join('\n')}\n</body></html>\n`;
}
