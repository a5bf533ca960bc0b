import type { ServerClient } from 'postmark';
import type { AgentMailId, DeliveryId } from '../../domain/ids.ts';
import { later } from './later.ts';
import { METADATA_KEY, type AGENT_MAIL_KEY } from './postmark-message.ts';

/**
 * The provider's id of a mail that it has taken; null when its index does not know it, or not yet.
 * @throws ApplicationFailure, retryable, when the index cannot be asked.
 */
export async function findAtProvider(
  postmark: ServerClient,
  id: DeliveryId | AgentMailId,
  key: typeof METADATA_KEY | typeof AGENT_MAIL_KEY = METADATA_KEY,
): Promise<string | null> {
  try {
    const found = await postmark.getOutboundMessages({
      count: 1,
      offset: 0,
      [`metadata_${key}`]: id,
    });
    return found.Messages[0]?.MessageID ?? null;
  } catch (error) {
    throw later(`The provider could not be asked: ${String(error)}`, 'mail_lookup_failed');
  }
}
