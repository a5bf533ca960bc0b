import type { Message } from '../../message.ts';
import { MAX_SUBJECT } from '../../limits.ts';
import { intentOf } from '../../knowledge/customer-intent.ts';
import { headerText } from '../address/mail-address.ts';
import { previewOf } from '../../text/preview.ts';

/** A line of a list. */
const MAX_CHAT_SUBJECT = 70;

/** What mail programs of other languages put before an answer's subject; a second "Re:" would break Gmail's threads. */
const ANSWERS =
  /^(?:re|aw|antw|sv|vs|odp|rif|ref|réf|res|r|ynt|vá|atb|ats|回复|回覆|答复|返信|답장)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]/i;

/** A short subject from a visitor's first question; empty while nothing but greetings was said. */
export function subjectOfChat(entries: Pick<Message, 'kind' | 'author' | 'text'>[]): string {
  for (const { kind, author, text } of entries) {
    if (kind !== 'message' || author.by !== 'customer') continue;
    const line = text.split(/\r\n|\r|\n/).find((each) => each.trim() && intentOf(each) === 'question');
    if (line) return previewOf(firstSentence(line.trim()), MAX_CHAT_SUBJECT);
  }
  return '';
}

function firstSentence(line: string): string {
  const end = /[.?!。？！](?=\s)/.exec(line.slice(8));
  return end ? line.slice(0, 8 + end.index + 1) : line;
}

/**
 * The conversation's own subject, because Gmail begins another thread when it changes. "Re:" only where there is a mail
 * to answer, and never a second one.
 */
export function mailSubject(mail: { subject: string; projectName: string; answers: boolean }): string {
  const own =
    headerText(mail.subject, MAX_SUBJECT) || `Your conversation with ${headerText(mail.projectName, 60)}`;
  return mail.answers && !ANSWERS.test(own) ? `Re: ${own}` : own;
}

/** "[EXTERNAL]", "***SPAM***", "[Ticket 881]": what filters and desks put before a subject on its way. */
const TAGS = /^(?:\[[^\]]{1,30}\]\s*|\*{2,5}[^*]{1,20}\*{2,5}\s*){1,5}(?=\S)/;

/** Whether two subjects differ only in what answers, forwards and filters put before them, or in a cut. */
export function sameSubject(one: string, other: string): boolean {
  const [a, b] = [one, other].map((each) => bareSubject(bareSubject(each).replace(TAGS, ''))) as [
    string,
    string,
  ];
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.endsWith('…') && short.length > 20 && long.startsWith(short.slice(0, -1));
}

const FORWARDS = /^(?:fwd?|wg|tr|rv|i|enc|vl|pd|fs|doorst|转发|轉寄|転送)\s*[:：]/i;
const MAX_PREFIXES = 20;

/** In lower case, without what answers and forwards put before it. */
export function bareSubject(subject: string): string {
  let bare = subject.slice(0, 1_000).replace(/\s+/g, ' ').trim();
  for (let i = 0; i < MAX_PREFIXES; i++) {
    const less = bare.replace(ANSWERS, '').replace(FORWARDS, '').trim();
    if (less === bare) break;
    bare = less;
  }
  return bare.toLowerCase();
}

/** A subject without what answers put before it: Outlook's Thread-Topic. */
export function threadTopic(subject: string): string {
  return subject.replace(ANSWERS, '').trim();
}
