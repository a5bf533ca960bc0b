import type { Message } from '../../../domain/message.ts';
import { verdictWords } from '../mail/verdict-words.ts';

/** Who is the customer of what is split off, where the agent should know before: null when nothing is in doubt. */
export function splitCustomer(
  { author, verdict }: Pick<Message, 'author' | 'verdict'>,
  customerEmail: string | null,
): { who: string; proof: string; doubtful: boolean } | null {
  const doubtful = verdict === 'unverified' || verdict === 'failed';
  if (author.by !== 'other' && !doubtful) return null;
  const proof = verdict ? verdictWords(verdict).explain : 'Nothing proves who wrote this message.';
  const becomes =
    'becomes the customer there: answers go to that address, and its mail counts as the customer’s.';
  const who =
    author.by === 'other' ? `${author.email} ${becomes}` : `${customerEmail} stays the customer there.`;
  return { who, proof, doubtful: verdict !== 'verified' };
}
