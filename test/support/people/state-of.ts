import type { ConversationState } from '../../../domain/conversation/state.ts';
import type { ConversationId } from '../../../domain/ids.ts';
import type { Product } from '../stack/product.ts';

/** What a conversation's workflow remembers now. */
export async function stateOf(
  product: Pick<Product, 'gateway'>,
  id: ConversationId,
): Promise<ConversationState> {
  const state: object = await product.gateway.agent.query('getState', id);
  return state as ConversationState;
}
