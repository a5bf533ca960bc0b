import type { AgentMailIntent, RefusedMailReason } from '../../agent-mail.ts';
import { REPLY_DELIMITER } from '../reading/lines/reply-delimiter.ts';
import { shorten } from '../../text/shorten.ts';
import { MAX_AGENT_TEXT } from '../../limits.ts';

/** Stands in the foot of every mail to an agent: whoever sends it along has not cut the quote. */
export const FOOT_MARK = 'Answer this mail to answer the customer.';

/** What a mail program may put before the first word: emphasis of HTML turned into text, quotation marks, blanks. */
const BEFORE = '[\\s*_"“„«`\'>]{0,10}';
/** A fullwidth slash and a backslash are a slash that a keyboard got wrong: never words for a customer. */
const COMMAND = new RegExp(
  `^${BEFORE}[/\\\\／]\\s{0,3}([\\p{L}\\d_-]{0,40})[*_:]{0,4}(.{0,${MAX_AGENT_TEXT}})$`,
  'u',
);
const KNOWN = ['note', 'close'];

/**
 * Reads what an agent wrote above the quote: `/note` and `/close` on the first line are commands. Whatever is not
 * certainly meant for the customer goes back to its writer instead of out.
 */
export function readAgentReply(mail: { text: string; attachments: number }): AgentMailIntent {
  const whole = mail.text.trim();
  const text = shorten(whole, MAX_AGENT_TEXT).trim();
  const [first = '', ...rest] = text.split('\n');
  const command = COMMAND.exec(first);
  const name = command?.[1]?.toLowerCase() ?? '';
  const refuse = (reason: RefusedMailReason): AgentMailIntent => ({ does: 'refuse', reason, text });

  if (whole.includes(REPLY_DELIMITER) || whole.includes(FOOT_MARK)) return refuse('quoted');
  if (whole.length > MAX_AGENT_TEXT) return refuse('too_long');
  if (command && !KNOWN.includes(name)) return refuse('unknown_command');
  if (rest.some(isKnownCommand)) return refuse('misplaced_command');
  const said = command ? [(command[2] ?? '').trim(), ...rest].join('\n').trim() : text;
  if (mail.attachments > 0) return refuse('attachment');
  if (name === 'note') return said ? { does: 'note', text: said } : refuse('empty');
  if (name === 'close') return { does: 'close', text: said };
  return said ? { does: 'reply', text: said } : refuse('empty');
}

function isKnownCommand(line: string): boolean {
  return KNOWN.includes(COMMAND.exec(line.slice(0, 100))?.[1]?.toLowerCase() ?? '');
}

/** What the agent is told, above their own words. */
export const refusedMailWords: Record<RefusedMailReason, string> = {
  stale:
    'Your answer was not sent: something new had been said that you had not seen. Read it below, then answer this mail.',
  closed:
    'Your answer was not sent: the conversation had been closed meanwhile. Reopen it in the inbox to answer.',
  unknown_command:
    'Your answer was not sent: its first line looks like a command, and there are only /note and /close.',
  misplaced_command:
    'Your answer was not sent: a command stands below the first line, where it does nothing. Was the text above meant for the customer?',
  quoted:
    'Your answer was not sent: it could not be told from the mail it quotes. Write above the quoted mail, or delete the quote.',
  empty: 'Nothing was sent: there were no words above the quoted mail.',
  too_long: `Your answer was not sent: it is longer than ${MAX_AGENT_TEXT.toLocaleString('en')} characters.`,
  attachment:
    'Your answer was not sent: files cannot be passed on by mail yet. Answer without them, or in the inbox.',
};
