import { policy, type SignalName } from '../contract/policy.ts';
import type { SignalInput } from '../contract/contract.ts';
import type { Entry } from '../conversation/entry.ts';
import type { ConversationState } from '../conversation/state.ts';
import { abandonDraft } from '../conversation/answering.ts';
import { notifyConversation } from './notices.ts';
import type { MoveReason, Undelivered } from '../move.ts';

/** What a signal says, wherever this conversation goes on. */
export function applyFact<Name extends SignalName>(
  state: ConversationState,
  fact: { name: Name; input: SignalInput<Name> },
  apply: () => void,
): void {
  if (policy.signals[fact.name].whenMerged === 'taken') return apply();
  passOn(state, { id: fact.input.id, reason: (fresh) => reasonOf(fact, fresh) }, apply);
}

/**
 * What happens to a merged conversation is recorded here, so that its visitor sees what they wrote and undoing the merge
 * finds it; it takes effect where the conversation goes on.
 */
export function passOn(
  state: ConversationState,
  { id, reason }: { id: string; reason: (fresh: Entry[]) => MoveReason },
  apply: () => void,
): void {
  const { merged } = state;
  if (!merged) return apply();
  const known = new Set(state.unrecorded.map(({ id }) => id));
  const { handler, assignee, escalation } = state;
  const { length: events } = state.deliveryEvents;
  apply();
  const fresh = state.unrecorded.filter(({ id }) => !known.has(id));
  abandonDraft(state);
  Object.assign(state, { status: 'closed', handler, assignee, escalation });
  state.unrecorded = state.unrecorded.filter((entry) => known.has(entry.id) || !isOfStanding(entry));
  if (fresh.length === 0 && state.deliveryEvents.length === events) return;
  const why = reason(fresh);
  merged.active ||= why === 'asked' || why === 'bounced' || fresh.some(({ kind }) => kind === 'message');
  const { conversationId: from } = state;
  const { into: to, move } = merged;
  const input = { id, from, move, agentId: null, why, bringing: null, ...undeliveredOf(fresh) };
  notifyConversation(state, { to, name: 'takeMessages', input });
}

function undeliveredOf(fresh: Entry[]): { undelivered?: Undelivered } {
  for (const { id, event } of fresh) {
    if (event?.kind !== 'notDelivered') continue;
    const { how, detail } = event;
    return { undelivered: { id, how, detail } };
  }
  return {};
}

/** Reopened, escalated: that happens where the conversation goes on. */
const isOfStanding = ({ event }: Entry) => event?.kind === 'reopened' || event?.kind === 'escalated';

function reasonOf<Name extends SignalName>(
  { name, input }: { name: Name; input: SignalInput<Name> },
  fresh: Entry[],
): MoveReason {
  const fromCustomer = fresh.some(({ kind, author }) => kind === 'message' && author.by === 'customer');
  if (name === 'customerMessage') return 'wrote';
  if (name === 'escalate') return 'asked';
  if (name === 'inboundEmail' && fromCustomer) return 'mailed';
  if (name === 'mailEvent' && 'state' in input && input.state !== 'delivered') return 'bounced';
  if (name === 'machineMail' && 'bounced' in input && input.bounced) return 'bounced';
  return 'kept';
}
