import type { ConversationState } from './state.ts';
import type { OwnRefusal } from '../contract/policy.ts';
import { handToTeam } from './answering.ts';
import type { MessageId } from '../ids.ts';
import type { Channel } from '../message.ts';

/** How the assistant's words would reach a customer, as the database knows it. */
export interface Reach {
  /** They spoke last in the chat and can read there. */
  chat: boolean;
  /**
   * `on`: the project has answers mailed, and the sender is verified. `asks`: an agent may have the next one mailed.
   * `never`: they wrote no mail, it failed its check, or mail to them is stopped.
   */
  mail: 'on' | 'asks' | 'never';
}

/** The assistant may hold only a conversation whose customer it can reach: by this road, or null. */
export function roadOf({ chat, mail }: Reach, answerBy?: 'email'): Channel | null {
  if (chat) return 'widget';
  return mail === 'on' || (mail === 'asks' && answerBy) ? 'email' : null;
}

/** Why the assistant may not have a conversation back, or null. */
export function handBackRefusal(
  state: ConversationState,
  { reach, answerBy }: { reach?: Reach | undefined; answerBy?: 'email' | undefined },
): OwnRefusal<'handBack'> | null {
  const known = reach ?? reachNow(state);
  if (roadOf(known, answerBy)) return null;
  return known.mail === 'asks' && !state.chatOnly ? 'answer_by_email' : 'customer_unreached';
}

/** The road that was chosen holds until the customer writes again. */
export function takeRoad(state: ConversationState, reach: Reach, answerBy?: 'email'): void {
  state.missedMail = false;
  const road = roadOf(reach, answerBy);
  if (!road) return;
  state.lastChannel = road;
  if (road === 'widget') return;
  const agreed = reach.mail === 'asks' && { agreed: true as const };
  state.automaticAnswers = { acknowledge: null, ...state.automaticAnswers, assistant: true, ...agreed };
}

/** What the conversation itself knows: enough to notice that a road is lost. */
function reachNow(state: ConversationState): Reach {
  const mailed = state.automaticAnswers?.assistant && state.customerEmail && !state.chatOnly;
  return { chat: state.lastChannel === 'widget', mail: mailed ? 'on' : 'never' };
}

/** Why what the assistant says would reach nobody, in words; null while it would, and while it has nothing to say. */
export function whyUnreached(state: ConversationState): string | null {
  if (state.handler.by !== 'assistant' || state.status === 'closed' || state.merged) return null;
  if (state.missedMail) return 'A mail did not reach the customer.';
  if (roadOf(reachNow(state))) return null;
  return 'The assistant has no way to reach the customer: they are not in the chat, and its answers are not mailed.';
}

/** A person goes on. */
export function backToTeam(
  state: ConversationState,
  { id, reason, at }: { id: MessageId; reason: string; at: string },
): void {
  state.missedMail = false;
  handToTeam(state, { id, cause: 'unreached', reason, at });
}
