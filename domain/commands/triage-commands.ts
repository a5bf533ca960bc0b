import type { Actor, UpdateInput } from '../contract/contract.ts';
import { abandonDraft } from '../conversation/answering.ts';
import { dropAnswer, keepForPerson } from '../conversation/answers/held-answer.ts';
import type { ConversationState } from '../conversation/state.ts';
import { agentDid } from '../replies/reply.ts';
import { fallAsleep, wakeUp } from '../triage/snooze.ts';

type By = Actor & { at: string };

/** By what agents sort conversations. What changes nothing leaves no event. */

export function addTag(
  state: ConversationState,
  { id, tagId, tagName: name = '' }: UpdateInput<'addTag'>,
  by: By,
): void {
  if (state.tags.includes(tagId)) return;
  state.tags = [...state.tags, tagId];
  agentDid(state, { id, ...by, event: { kind: 'tagged', agentId: by.agentId, tagId, name } });
}

export function removeTag(
  state: ConversationState,
  { id, tagId, tagName: name = '' }: UpdateInput<'removeTag'>,
  by: By,
): void {
  if (!state.tags.includes(tagId)) return;
  state.tags = state.tags.filter((each) => each !== tagId);
  agentDid(state, { id, ...by, event: { kind: 'untagged', agentId: by.agentId, tagId, name } });
}

export function snooze(state: ConversationState, { id, until }: UpdateInput<'snooze'>, by: By): void {
  abandonDraft(state);
  keepForPerson(state);
  fallAsleep(state, until);
  agentDid(state, { id, ...by, event: { kind: 'snoozed', agentId: by.agentId, until } });
}

export function unsnooze(state: ConversationState, { id }: UpdateInput<'unsnooze'>, by: By): void {
  if (wakeUp(state)) agentDid(state, { id, ...by, event: { kind: 'unsnoozed', agentId: by.agentId } });
}

export function setPriority(
  state: ConversationState,
  { id, priority }: UpdateInput<'setPriority'>,
  by: By,
): void {
  if (state.priority === priority) return;
  state.priority = priority;
  agentDid(state, { id, ...by, event: { kind: 'prioritised', agentId: by.agentId, priority } });
}

/** The row takes it from the event; mails of a thread that has begun keep the subject it began with. */
export function rename(state: ConversationState, { id, subject }: UpdateInput<'rename'>, by: By): void {
  const renamed = { kind: 'renamed', agentId: by.agentId, subject: subject.replace(/\s+/g, ' ') } as const;
  agentDid(state, { id, ...by, event: renamed });
}

/** Nobody answers it, and what comes after it wakes nobody. */
export function markSpam(state: ConversationState, { id }: UpdateInput<'markSpam'>, by: By): void {
  if (state.spam) return;
  abandonDraft(state);
  dropAnswer(state, { decision: 'overtaken', ...by });
  state.spam = { before: state.status };
  state.status = 'closed';
  agentDid(state, { id, ...by, event: { kind: 'markedSpam', agentId: by.agentId } });
}

export function unmarkSpam(state: ConversationState, { id }: UpdateInput<'unmarkSpam'>, by: By): void {
  if (!state.spam) return;
  state.status = state.spam.before;
  state.spam = null;
  agentDid(state, { id, ...by, event: { kind: 'unmarkedSpam', agentId: by.agentId } });
}
