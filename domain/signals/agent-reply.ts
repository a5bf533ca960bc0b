import type { SignalInput } from '../contract/contract.ts';
import { isForCustomer } from '../conversation/agent-mail-state.ts';
import { eventIdOf } from '../conversation/entries.ts';
import { close, sendReply } from '../replies/reply.ts';
import { firstTime, type ConversationState } from '../conversation/state.ts';

/** An agent's reply that came by another road than the composer: a fact, so it is never refused. */
export function agentReply(state: ConversationState, reply: SignalInput<'agentReply'>, at: string): void {
  if (!firstTime(state, reply.id)) return;
  const { id, agentId, text, mailContext } = reply;
  if (mailContext && !isForCustomer(state, { id, agentId, text, mailContext }, at)) return;
  if (text) sendReply(state, reply, at);
  if (mailContext?.does === 'close') close(state, { id: eventIdOf(id, 'closed'), agentId, at });
}
