import type { SignalInput } from '../contract/contract.ts';
import { firstTime, standing, type ConversationState } from '../conversation/state.ts';
import { eventIdOf, happened } from '../conversation/entries.ts';
import { abandonDraft, awaitAnswer, escalate, mailWanted, reopenFor } from '../conversation/facts.ts';
import type { MessageId } from '../ids.ts';
import { joinedBy, rememberJoined } from './merge-undo.ts';
import { moveHappened, owesAnswer, tell } from './merge.ts';
import { eventElsewhere, type Bringing, type Joined, type MoveReason, type Undelivered } from './move.ts';

type Absorb = SignalInput<'absorb'>;

/** These bring what was said long ago; whatever else comes is new. */
const WHOLE: MoveReason[] = ['merged', 'split', 'returned'];

/** Messages of another conversation come here: they are copied when this is recorded. */
export function absorbed(state: ConversationState, input: Absorb, at: string): void {
  if (!firstTime(state, `absorb ${input.id}`)) return;
  const { from, move, agentId, why, bringing } = input;
  if (why === 'merged' && state.merged) {
    return tell(state, { to: from, name: 'refuseMerge', input: { id: move, move } });
  }
  if (why === 'merged' || why === 'split') {
    const kind = why === 'merged' ? 'absorbed' : 'splitFrom';
    moveHappened(state, { id: eventElsewhere(move), agentId, at, event: { kind, agentId, from, move } });
  }
  const news = !WHOLE.includes(why) && { newsAt: at };
  state.arriving = [...(state.arriving ?? []), { from, move, split: why === 'split', ...news }];
  if (input.undelivered) showUndelivered(state, input.undelivered, at);
  if (state.merged) return passFurther(state, input);
  if (bringing) join(state, { move, agentId, bringing });
  takeEffect(state, input, at);
}

/** A merge of a merge: what reaches this conversation goes on to where it lives now. */
function passFurther(state: ConversationState, { id, why, undelivered }: Absorb): void {
  if (!state.merged) return;
  const { into: to, move } = state.merged;
  const { conversationId: from } = state;
  const input = { id, from, move, agentId: null, why, bringing: null, ...(undelivered && { undelivered }) };
  if (why !== 'kept' && why !== 'returned') state.merged.news = true;
  tell(state, { to, name: 'absorb', input: why === 'returned' ? { ...input, why: 'kept' } : input });
}

/**
 * Whoever waited for something in the other conversation now waits for it here, and for a person: the assistant would
 * answer one visitor what another one asked.
 */
function join(
  state: ConversationState,
  { move, agentId, bringing }: Pick<Absorb, 'move' | 'agentId'> & { bringing: Bringing },
): void {
  const before = standing(state);
  const unanswered = owesAnswer(state);
  const { byMail } = state;
  const { status, handler, assignee, escalation } = bringing.standing;
  if (state.handler.by === 'assistant' && status !== 'closed') {
    abandonDraft(state);
    delete state.byMail;
    state.handler = handler.by === 'agent' ? handler : { by: 'agent', agentId };
  }
  if (status === 'open' || (status !== 'closed' && state.status === 'closed')) state.status = status;
  state.assignee ??= assignee;
  state.escalation ??= escalation;
  rememberJoined(state, move, { before, after: standing(state), unanswered, ...(byMail && { byMail }) });
}

/** Events are not copied; that a mail missed its customer must be seen by whoever goes on. */
function showUndelivered(state: ConversationState, { id, how, detail }: Undelivered, at: string): void {
  const event = { kind: 'notDelivered', how, detail } as const;
  state.unrecorded.push(happened({ id: eventHere(state, id), author: { by: 'system' }, event, at }));
}

/** What the cause of the escalation does not say already. */
const REASONS = {
  wrote: 'The customer wrote in a conversation that was merged into this one.',
  mailed: '',
  asked: '',
};

/** What the fact would have done in the conversation it was meant for. */
function takeEffect(state: ConversationState, { id: factId, why }: Absorb, at: string): void {
  const id = factId as MessageId;
  switch (why) {
    case 'wrote':
    case 'mailed':
    case 'asked': {
      delete state.byMail;
      if (why === 'mailed' && state.chatOnly) mailWanted(state, eventElsewhere(id), at);
      reopenFor(state, eventElsewhere(id), at);
      if (state.handler.by === 'agent') return why === 'asked' ? undefined : awaitAnswer(state);
      const cause = why === 'mailed' ? 'email' : 'visitor';
      return escalate(state, {
        id: eventIdOf(eventElsewhere(id), 'escalated'),
        cause,
        reason: REASONS[why],
        at,
      });
    }
    case 'bounced':
      state.status = 'open';
      state.dirty = true;
      return;
    case 'merged':
    case 'split':
    case 'returned':
    case 'kept':
  }
}

/** The merge was undone: its copies are taken back when the event is recorded. */
export function released(state: ConversationState, input: SignalInput<'release'>, at: string): void {
  const { id, from, move, agentId } = input;
  if (!firstTime(state, `release ${id}`)) return;
  const event = { kind: 'released', agentId, from, move } as const;
  moveHappened(state, { id: eventHere(state, id), agentId, at, event });
  const joined = joinedBy(state, move);
  if (state.merged) return tell(state, { to: state.merged.into, name: 'release', input });
  if (joined) restore(state, joined);
}

/** What travels on through several conversations leaves an event in each, and ids are unique among all. */
function eventHere(state: ConversationState, id: MessageId): MessageId {
  return `${id}${state.conversationId.slice('cnv_'.length)}` as MessageId;
}

function restore(state: ConversationState, { before, unanswered, byMail }: Joined): void {
  abandonDraft(state);
  Object.assign(state, before);
  state.dirty = true;
  if (byMail) state.byMail = byMail;
  if (unanswered) awaitAnswer(state);
}
