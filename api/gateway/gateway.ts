import type { KnownConversation } from '../../db/conversation/conversations.ts';
import type { Conversations } from '../../domain/contract/contract.ts';
import type { Caller } from '../../domain/contract/policy.ts';
import type * as rpc from '../../rpc/gateway.ts';

/** Everybody who comes in by the api; conversations talk among themselves in the worker. */
export const CALLERS = [
  'visitor',
  'agent',
  'mail',
  'operator',
  'erasure',
  'team',
] as const satisfies Caller[];

/**
 * The one road from a request to a conversation, for one caller. Whatever is sent is answered, or refused with `bad_input`,
 * `conversation_not_found`, `id_taken` when another conversation has a message of this id, an update's own code, or
 * `try_again` when not acknowledged in time (send it again with the same id).
 */
export type GatewayOf<By extends Caller> = rpc.GatewayOf<ConversationsHere, By>;

/** Whoever has looked a conversation up already says so. */
export interface ConversationsHere extends Conversations {
  known: KnownConversation;
}

export type Gateway = { [By in (typeof CALLERS)[number]]: GatewayOf<By> };
