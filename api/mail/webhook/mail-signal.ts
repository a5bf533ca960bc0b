import { addressesOfCustomer } from '../../../db/mail/inbound/correspondents.ts';
import type { Queryable } from '../../../db/connection/database.ts';
import type { InboundEmail } from '../../../db/mail/inbound/inbound-emails.ts';
import type { SignalInput } from '../../../domain/contract/contract.ts';
import { siblingId } from '../../../domain/ids.ts';
import { shorten } from '../../../domain/text/shorten.ts';
import { MAX_AGENT_TEXT } from '../../../domain/limits.ts';

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
      forwarded: { agentId: forwardedBy, words: shorten(forwardedWith ?? '', MAX_AGENT_TEXT) },
    }),
  };
}

/** Nobody who failed the check speaks for the customer, unless a conversation began with this very mail. */
async function authorOf(db: Queryable, email: InboundEmail): Promise<'customer' | 'other' | null> {
  const { id, conversationId, verdict, fromEmail } = email;
  if (!conversationId) return null;
  if (conversationId === siblingId('cnv', id)) {
    // It came in our own name: whoever wrote it, no address of theirs is known yet.
    return (await addressesOfCustomer(db, conversationId)).length === 0 ? 'customer' : null;
  }
  if (verdict === 'failed') return 'other';
  const [, ...further] = await addressesOfCustomer(db, conversationId);
  return further.includes(fromEmail) ? 'customer' : null;
}
