import type { SignalInput, SignalName } from './contract.ts';
import type { ConversationState, Entry } from './conversation.ts';
import { abandonDraft } from './facts.ts';
import { tell } from './merge.ts';
import type { MoveReason } from './move.ts';

/** What one conversation tells another is not the world's news. */
const BETWEEN_CONVERSATIONS: SignalName[] = ['absorb', 'release', 'refuseMerge', 'giveBack'];

/**
 * A fact that reaches a merged conversation is recorded here, so that its visitor sees what they wrote and undoing the
 * merge finds it; it takes effect where the conversation goes on.
 */
export function factApplied<Name extends SignalName>(
  state: ConversationState,
  fact: { name: Name; input: SignalInput<Name> },
  apply: () => void,
): void {
  const { merged } = state;
  if (!merged || BETWEEN_CONVERSATIONS.includes(fact.name)) return apply();
  const known = new Set(state.unrecorded.map(({ id }) => id));
  const { handler, assignee, escalation } = state;
  const { length: news } = state.deliveryNews;
  apply();
  const fresh = state.unrecorded.filter(({ id }) => !known.has(id));
  abandonDraft(state);
  Object.assign(state, { status: 'closed', handler, assignee, escalation });
  state.unrecorded = state.unrecorded.filter((entry) => known.has(entry.id) || !isOfStanding(entry));
  if (fresh.length === 0 && state.deliveryNews.length === news) return;
  merged.news ||= fresh.some(({ kind }) => kind === 'message');
  const { conversationId: from } = state;
  const why = reasonOf(fact, fresh);
  const { into: to, move } = merged;
  const input = { id: fact.input.id, from, move, agentId: null, why, bringing: null };
  tell(state, { to, name: 'absorb', input });
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
  return 'kept';
}
