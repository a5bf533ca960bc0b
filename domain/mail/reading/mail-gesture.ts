import { isEmoji } from '../../text/emoji.ts';
import { emojiAmong, gestureLines } from './gesture-words.ts';
import { headerValues, type InboundMail } from '../inbound-mail.ts';
import { reactionIn, type Reaction } from './reaction.ts';
import { isRecall } from './recall.ts';

/** A mail that says nothing: a reaction to one of ours, or Outlook's wish to have one back. */
export type MailGesture = Reaction | { what: 'recall' };

/** What Gmail attaches to a reaction. */
export const REACTION_TYPE = /^text\/vnd\.google\.email-reaction\+json/i;

/**
 * Whether a mail is a gesture and nothing else. Whoever writes a word besides has written a mail, and so has somebody who
 * answers with a bare 👍.
 * @param words what its writer says, without quotes. @param reaction the content of Gmail's attachment, where there is one.
 */
export function mailGesture(
  mail: Pick<InboundMail, 'subject' | 'headers' | 'from'>,
  { words, reaction }: { words: string; reaction: string | null },
): MailGesture | null {
  if (reaction !== null)
    return { what: 'reaction', emoji: emojiOf(reaction) ?? emojiAmong(gestureLines(words)) };
  const said = words.trim();
  const by = mail.from?.name ?? '';
  const answers = answersSomething(mail);
  if (isRecall(said, { subject: mail.subject, by, answers })) return { what: 'recall' };
  return answers ? reactionIn(said, by) : null;
}

function emojiOf(reaction: string): string | null {
  try {
    const parsed: unknown = JSON.parse(reaction);
    const emoji = parsed && typeof parsed === 'object' && 'emoji' in parsed ? parsed.emoji : null;
    return typeof emoji === 'string' && isEmoji(emoji) ? emoji : null;
  } catch {
    return null;
  }
}

const answersSomething = (mail: Pick<InboundMail, 'headers'>) =>
  ['In-Reply-To', 'References'].some((name) => headerValues(mail, name).length > 0);
