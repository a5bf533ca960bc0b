import type { ConversationState } from '../domain/conversation/state.ts';
import type { RulesState } from '../domain/rule-event.ts';
import { sayNotCalled } from '../domain/rules/running/say-not-done.ts';
import { mail } from './activities.ts';
import { newRuleId } from './rules.ts';
import { turnOf } from './queues/turn.ts';

export interface RuleCalls {
  /** A webhook is to be called and nobody does it. */
  waiting(): boolean;
  busy(): boolean;
  follow(): void;
}

/** Each on its own, once the event that says so is recorded: one that hangs must hold up no other. */
export function createRuleCalls(state: ConversationState): RuleCalls {
  const calling = new Set<string>();
  const isRecorded = (id: string) => !state.unrecorded.some((entry) => entry.id === id);
  const idle = () => state.rules.calls.filter(({ id }) => !calling.has(id) && isRecorded(id));

  const start = (call: RulesState['calls'][number]) => {
    calling.add(call.id);
    void make(state, call).then(() => {
      calling.delete(call.id);
      state.rules.calls = state.rules.calls.filter(({ id }) => id !== call.id);
    });
  };

  return {
    waiting: () => idle().length > 0,
    busy: () => calling.size > 0,
    follow: () => idle().forEach(start),
  };
}

async function make(state: ConversationState, { id, rule }: RulesState['calls'][number]): Promise<void> {
  const { projectId, conversationId } = state;
  const options = { ...turnOf(state, 'mail'), summary: 'Call the webhook of a rule' };
  const { failed } = await mail.callRuleWebhook
    .executeWithOptions(options, [{ id, projectId, conversationId, rule, at: new Date().toISOString() }])
    .catch(() => ({ failed: 'For a whole day it could not be called.' }));
  if (failed) sayNotCalled(state, { rule, why: failed }, { newId: newRuleId, at: new Date().toISOString() });
}
