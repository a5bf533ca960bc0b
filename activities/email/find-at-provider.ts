import type { ServerClient } from 'postmark';
import type { DeliveryId } from '../../domain/ids.ts';
import { later } from './later.ts';
import { METADATA_KEY } from './postmark-message.ts';

/**
 * The provider's id of a delivery that it has taken; null when its index does not know it, or not yet.
 * @throws ApplicationFailure, retryable, when the index cannot be asked.
 */
export async function findAtProvider(postmark: ServerClient, id: DeliveryId): Promise<string | null> {
  try {
    const found = await postmark.getOutboundMessages({
      count: 1,
      offset: 0,
      [`metadata_${METADATA_KEY}`]: id,
    });
    return found.Messages[0]?.MessageID ?? null;
  } catch (error) {
    throw later(`The provider could not be asked: ${String(error)}`, 'mail_lookup_failed');
  }
}
