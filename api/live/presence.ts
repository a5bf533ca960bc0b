import type { AgentId, ConversationId } from '../../domain/ids.ts';
import type { PresenceUpdate, TypingUpdate } from '../../domain/inbox/views.ts';
import { othersPresent, replyingTo } from '../../domain/presence/present.ts';
import type { Context } from '../rpc/context.ts';

type At = Pick<Context, 'feed'> & { conversationId: ConversationId };

/** Everybody else who is at a conversation. */
export function presenceForAgent({ feed, conversationId, agent }: At & { agent: { id: AgentId } }) {
  const told = (present: PresenceUpdate['present']): PresenceUpdate => ({ type: 'presence', present });
  return {
    nobody: told([]),
    here: () => told(othersPresent(feed.presences.of(conversationId), agent.id)),
  };
}

/** Only that a reply is being typed, and by whom. */
export function presenceForVisitor({ feed }: Pick<Context, 'feed'>, conversationId: ConversationId) {
  const told = (name: string | null): TypingUpdate => ({ type: 'typing', name });
  return { nobody: told(null), here: () => told(replyingTo(feed.presences.of(conversationId))) };
}
