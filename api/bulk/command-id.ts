import { createHash } from 'node:crypto';
import type { Given } from '../../domain/bulk/bulk.ts';
import type { BulkId, ConversationId, MessageId } from '../../domain/ids.ts';

/** The same whenever an act is gone on with: a conversation that has taken the command takes it as a repetition. */
export function commandId(bulkId: BulkId, conversationId: ConversationId, { name }: Given): MessageId {
  const digest = createHash('sha256').update(`${bulkId} ${conversationId} ${name}`).digest('hex');
  return `msg_${digest.slice(0, 32)}`;
}
