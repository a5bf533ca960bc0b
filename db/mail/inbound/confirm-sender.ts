import { and, eq, sql } from 'drizzle-orm';
import type { ConversationEvent } from '../../../domain/message.ts';
import type { Batch } from '../../../domain/conversation/batch.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import type { Queryable } from '../../connection/database.ts';
import { releaseAddress } from '../../customers/merge-customers.ts';
import { customerAddresses, customers, inboundEmails, messages } from '../../schema/schema.ts';

type Confirmation = Extract<ConversationEvent, { kind: 'senderConfirmed' | 'senderDisowned' }>;

/** What agents said about who wrote a mail: the address speaks for the customer from now on, and so does that mail; or no longer. */
export async function applyConfirmations(
  tx: Queryable,
  batch: Batch,
  known: { customerId: CustomerId | null; revision: number },
): Promise<void> {
  for (const { event } of batch.entries) {
    if (event?.kind === 'senderConfirmed') await confirm(tx, batch, { ...known, event });
    if (event?.kind === 'senderDisowned') await disown(tx, batch, { ...known, event });
  }
}

interface Known {
  customerId: CustomerId | null;
  revision: number;
  event: Confirmation;
}

async function confirm(tx: Queryable, batch: Batch, { customerId, revision, event }: Known): Promise<void> {
  const { email, agentId } = event;
  await tx
    .update(messages)
    .set({ author: { by: 'customer' }, audience: 'everyone', revision })
    .where(and(theMessage(batch, event), sql`${messages.author}->>'by' = 'other'`));
  if (!customerId || (await isOwnAddress(tx, customerId, email))) return;
  await tx
    .insert(customerAddresses)
    .values({ customerId, email, confirmedBy: agentId })
    .onConflictDoNothing();
}

async function disown(tx: Queryable, batch: Batch, { customerId, revision, event }: Known): Promise<void> {
  if (!customerId || (await isOwnAddress(tx, customerId, event.email))) return;
  await releaseAddress(tx, { customerId, email: event.email });
  await tx
    .update(messages)
    .set({
      author: sql`(select jsonb_build_object('by', 'other', 'email', ${inboundEmails.fromEmail}, 'name', ${inboundEmails.fromName})
        from ${inboundEmails} where ${inboundEmails.id} = ${messages.emailId})`,
      audience: 'team',
      revision,
    })
    .where(
      and(
        theMessage(batch, event),
        sql`${messages.author}->>'by' = 'customer'`,
        sql`${messages.emailId} is not null`,
      ),
    );
}

const theMessage = (batch: Batch, { messageId }: Confirmation) =>
  and(eq(messages.conversationId, batch.conversationId), eq(messages.id, messageId));

async function isOwnAddress(tx: Queryable, customerId: CustomerId, email: string): Promise<boolean> {
  return (await tx.$count(customers, and(eq(customers.id, customerId), eq(customers.email, email)))) > 0;
}
