import { happened } from '../../conversation/entries.ts';
import type { ConversationState } from '../../conversation/state.ts';
import type { MessageId } from '../../ids.ts';
import type { RuleStop } from '../../rule-event.ts';

const DAY_MS = 24 * 3_600_000;

/** Once a day: rules that stop each other do so with every word of the customer. */
export function sayStopped(
  state: ConversationState,
  { rules, why }: RuleStop,
  { newId, at }: { newId: () => MessageId; at: string },
): void {
  const key = `${why}: ${[...rules].sort().join(', ')}`;
  const { stopped } = state.rules;
  const lately = Object.entries(stopped).filter(([, last]) => Date.parse(at) - Date.parse(last) < DAY_MS);
  state.rules.stopped = { ...Object.fromEntries(lately), [key]: at };
  if (lately.some(([known]) => known === key)) {
    state.rules.stopped[key] = stopped[key] ?? at;
    return;
  }
  const event = { kind: 'rulesStopped', rules, why } as const;
  state.unrecorded.push(happened({ id: newId(), author: { by: 'system' }, event, at }));
}
