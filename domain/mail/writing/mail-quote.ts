import { escapeHtml } from '../../text/escape-html.ts';
import { markdownToHtml } from '../../markdown/markdown-to-html.ts';
import { markdownToText } from '../../markdown/markdown-to-text.ts';
import { parseMarkdown } from '../../markdown/markdown.ts';
import { previewOf } from '../../text/preview.ts';

/** Something said in the chat that the customer has not had by mail yet. */
export interface QuotedMessage {
  /** As the customer would call the writer: "you", "Acme’s assistant", "Ana". */
  who: string;
  text: string;
  /** What agents and the assistant write is Markdown; customers write text. */
  isMarkdown: boolean;
  /** ISO 8601. */
  at: string;
}

const MAX_MESSAGES = 12;
const MAX_LENGTH = 1_500;

/** The newest ones, each cut to a few paragraphs: a reminder, not an archive. */
export function quotable(messages: QuotedMessage[]): QuotedMessage[] {
  const worded = messages.filter(({ text }) => text.trim() !== '');
  return worded.slice(-MAX_MESSAGES).map((message) => ({
    ...message,
    text: message.text.length > MAX_LENGTH ? previewOf(message.text, MAX_LENGTH) : message.text.trim(),
  }));
}

export function quoteAsText(message: QuotedMessage): string {
  const text = message.isMarkdown ? markdownToText(parseMarkdown(message.text)) : message.text;
  const lines = text.split(/\r\n|\r|\n/).map((line) => (line ? `> ${line}` : '>'));
  return [introduction(message), ...lines].join('\n');
}

export function quoteAsHtml(message: QuotedMessage): string {
  const text = message.isMarkdown ? markdownToHtml(parseMarkdown(message.text)) : plainToHtml(message.text);
  const style = 'margin:0 0 1em .8ex;border-left:1px solid #ccc;padding-left:1ex';
  return `<p>${escapeHtml(introduction(message))}</p>\n<blockquote type="cite" style="${style}">${text}</blockquote>`;
}

const plainToHtml = (text: string) => escapeHtml(text).replace(/\r\n|\r|\n/g, '<br>\n');

function introduction({ who, at }: QuotedMessage): string {
  const date = new Date(at);
  const day = date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return `On ${day} at ${date.toISOString().slice(11, 16)} UTC, ${who} wrote:`;
}
