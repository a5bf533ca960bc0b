import type { Actor, UpdateInput } from '../contract/contract.ts';
import { rulesAhead } from '../conversation/next-batch.ts';
import type { ConversationState } from '../conversation/state.ts';
import { agentDid } from '../replies/reply.ts';

type By = Actor & { at: string };

/** What agents do about rules that wait for their moment. */

/** The loop asks it, as if its moment had come and all it asks for were so. */
export function runRule(
  state: ConversationState,
  { ruleId: id }: UpdateInput<'runRule'>,
  { agentId }: By,
): void {
  state.rules.asked.push({ id, agentId });
}

/** Another moment than the rule's own, for this silence. */
export function moveRule(
  state: ConversationState,
  { id, ruleId, at: moment }: UpdateInput<'moveRule'>,
  by: By,
): void {
  const rule = rulesAhead(state).find((each) => each.id === ruleId);
  if (!rule) return;
  state.rules.moved[ruleId] = moment;
  const { agentId } = by;
  const event = { kind: 'ruleMoved', agentId, rule: { id: ruleId, name: rule.name }, at: moment } as const;
  agentDid(state, { id, ...by, event });
}

/** Until somebody says or does something here again. */
export function cancelRule(
  state: ConversationState,
  { id, ruleId }: UpdateInput<'cancelRule'>,
  by: By,
): void {
  const rule = rulesAhead(state).find((each) => each.id === ruleId);
  if (!rule) return;
  state.rules.done.push(ruleId);
  const event = {
    kind: 'ruleCancelled',
    agentId: by.agentId,
    rule: { id: ruleId, name: rule.name },
  } as const;
  agentDid(state, { id, ...by, event });
}
