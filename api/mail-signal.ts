import { addressesOfCustomer } from '../db/correspondents.ts';
import type { Queryable } from '../db/database.ts';
import type { InboundEmail } from '../db/inbound-emails.ts';
import type { SignalInput } from '../domain/contract.ts';
import { siblingId } from '../domain/ids.ts';
import { shorten } from '../domain/shorten.ts';

/** What a conversation hears of a stored mail. Its id comes from the mail's: however often it is sent, it is heard once. */
export async function mailSignal(db: Queryable, email: InboundEmail): Promise<SignalInput<'inboundEmail'>> {
  const { id, fromEmail, fromName, forwardedBy, forwardedWith } = email;
  const author = await authorOf(db, email);
  return {
    id: siblingId('msg', id),
    emailId: id,
    from: { email: fromEmail, name: fromName },
    ...(author && { author }),
    ...(forwardedBy && {
      forwarded: { agentId: forwardedBy, words: shorten(forwardedWith ?? '', MAX_WORDS) },
    }),
  };
}

/** What a signal may carry beside the rest. */
const MAX_WORDS = 16_000;

/** Nobody who failed the check speaks for the customer, unless a conversation began with this very mail. */
async function authorOf(db: Queryable, email: InboundEmail): Promise<'customer' | 'other' | null> {
  const { id, conversationId, verdict, fromEmail } = email;
  if (!conversationId || conversationId === siblingId('cnv', id)) return null;
  if (verdict === 'failed') return 'other';
  const [, ...further] = await addressesOfCustomer(db, conversationId);
  return further.includes(fromEmail) ? 'customer' : null;
}
