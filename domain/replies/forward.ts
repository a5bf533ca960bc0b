import type { Actor, UpdateInput } from '../contract/contract.ts';
import { noted } from '../conversation/entries.ts';
import type { ConversationState } from '../conversation/state.ts';
import { siblingId } from '../ids.ts';
import { enclosed } from './reply.ts';

/**
 * Sends a message on to somebody outside. What is said to them is a note here: no visitor's stream and no mail to the
 * customer holds it. Their answer comes back by the conversation's reply address, as somebody else's.
 */
export function forward(
  state: ConversationState,
  { id, messageId, to, text, attachments }: UpdateInput<'forward'>,
  { agentId, at }: Actor & { at: string },
): void {
  const author = { by: 'agent', agentId } as const;
  state.unrecorded.push({
    ...noted({ id, text, author, at }),
    ...{ channel: 'email', forwards: messageId },
    ...enclosed({ attachments }),
  });
  const deliveryId = siblingId('dlv', id);
  state.requestedDeliveries.push({ kind: 'forward', deliveryId, messageIds: [id], to });
}
