import type { WayToSend } from '../../app/reply-draft.ts';
import type { SendFailure } from '../state/open-conversation.svelte.ts';
import { untilWords } from '../../triage/moment-words.ts';
import { momentWords } from './later/moments.ts';

/** What is said when a reply was accepted. */
export function sentWords({ closes, sendAt, snoozeUntil }: WayToSend, now: number): string {
  if (snoozeUntil !== undefined) return `Sending, and snoozed until ${untilWords(snoozeUntil, now)}`;
  if (sendAt) return `Leaves ${momentWords(sendAt, now)}`;
  return closes ? 'Sending, and closed' : 'Sending';
}

/** Why a reply did not go, and what to do; the text stays in the box whatever the reason. */
export function problemWords({ code, words }: SendFailure, { newerSeen }: { newerSeen: boolean }): string {
  switch (code) {
    case 'stale_reply':
      return newerSeen
        ? 'Not sent: a newer message had arrived. Read it above, then send again.'
        : 'Not sent: a newer message has arrived. Go to the end and read it, then send again.';
    case 'unreachable':
      return 'Not sent yet: Throughline cannot be reached. Your text is kept; sending it again cannot double it.';
    case 'try_again':
      return 'Not accepted yet. Your text is kept; sending it again cannot double it.';
    default:
      return words;
  }
}
