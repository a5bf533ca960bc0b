import { Errors } from 'postmark';
import { neverConnected } from './postmark-client.ts';
import { shorten } from '../../domain/text/shorten.ts';

/** What a failed call to Postmark's sending API says about the mail. */
export type SendOutcome =
  /** Refused for good. */
  | { outcome: 'refused'; reason: string }
  /** Certainly not taken; the same call may work later. */
  | { outcome: 'later'; reason: string }
  /** It may have been taken. */
  | { outcome: 'unknown'; reason: string };

/** Postmark's codes that an agent can do something about (https://postmarkapp.com/developer/api/overview#error-codes). */
const WORDS: Record<number, string> = {
  10: 'The mail provider does not accept our server token.',
  300: 'The mail provider says that the address or the mail is not valid.',
  400: 'The sender’s address is not confirmed at the mail provider.',
  401: 'The sender’s address is not confirmed at the mail provider.',
  405: 'The mail provider’s account may not send any more mail.',
  406: 'This address does not accept mail: an earlier one bounced or was reported as spam.',
  412: 'The mail provider’s account is not approved to send to this address.',
  413: 'The mail provider’s account is not approved to send mail.',
};

/** An answer in the provider's own form is its word; anything else may come from a proxy that had already passed the mail on. */
export function sendOutcome(error: unknown): SendOutcome {
  if (!(error instanceof Errors.PostmarkError)) return { outcome: 'unknown', reason: String(error) };
  const { code, statusCode, message } = error;
  if (neverConnected(error)) return { outcome: 'later', reason: 'The mail provider cannot be reached.' };
  if (statusCode === 429) return { outcome: 'later', reason: 'The mail provider asks us to slow down.' };
  if (statusCode >= 500 && code !== 0)
    return { outcome: 'later', reason: 'The mail provider has a problem of its own.' };
  if (statusCode >= 400 && statusCode < 500 && statusCode !== 408) {
    return {
      outcome: 'refused',
      reason: WORDS[code] ?? `The mail provider refused the mail: ${shorten(message, 200)}`,
    };
  }
  return { outcome: 'unknown', reason: 'The mail provider did not say whether it took the mail.' };
}

/** Postmark takes a mail as long as one of its readers takes mail, and says in words who gets none. */
const LEFT_OUT = /will not deliver to these inactive addresses:(.*)/is;

/** Whether the provider's answer to an accepted mail says that this address does not get it. */
export function leavesOut(message: string, email: string): boolean {
  const addresses =
    LEFT_OUT.exec(message)?.[1]
      ?.toLowerCase()
      .split(/[\s,]+/) ?? [];
  return addresses.some((each) => each.replace(/\.$/, '') === email.toLowerCase());
}

export const COPIES_ONLY = `${WORDS[406]} The copies left.`;
