import { abandonDraft } from '../../conversation/answering.ts';
import { dropAnswer } from '../../conversation/answers/held-answer.ts';
import { eventIdOf, happened } from '../../conversation/entries.ts';
import type { ConversationState } from '../../conversation/state.ts';
import { askForRatingLater } from '../../replies/ask-for-rating.ts';
import type { PlannedAct, RuleDeed, RuleEvent, RulePlan } from '../../rule-event.ts';
import type { ByRule, RuleMoment } from './by-rule.ts';
import { sayFor } from './say-for.ts';
import { sayStopped } from './say-stopped.ts';

/** A rule that does something in one conversation more often than this within an hour answers a machine, or itself. */
const MOST_AN_HOUR = 20;
const HOUR_MS = 3_600_000;

/** Does what the rules want, each as itself and never in an agent's name. What changes nothing leaves no event. */
export function applyPlan(state: ConversationState, plan: RulePlan, moment: RuleMoment): void {
  state.rules.waiting = plan.waiting;
  for (const stop of plan.stops) sayStopped(state, stop, moment);
  for (const run of plan.runs) applyRun(state, run, moment);
}

function applyRun(
  state: ConversationState,
  { rule, acts }: RulePlan['runs'][number],
  moment: RuleMoment,
): void {
  const { at, newId, askedBy } = moment;
  state.rules.ran = state.rules.ran.filter((each) => Date.parse(at) - Date.parse(each.at) < HOUR_MS);
  if (state.rules.ran.filter(({ id }) => id === rule.id).length >= MOST_AN_HOUR)
    return sayStopped(state, { rules: [rule.name], why: 'tooOften' }, moment);
  const id = newId();
  const did = acts.flatMap((act) => carryOut(state, act, { ...moment, id, rule }));
  if (did.length === 0) return;
  state.rules.ran.push({ id: rule.id, at });
  const event: RuleEvent = { kind: 'ruleRan', rule, did, ...(askedBy && { askedBy }) };
  state.unrecorded.push(happened({ id, author: { by: 'system' }, event, at }));
}

function carryOut(state: ConversationState, act: PlannedAct, by: ByRule): RuleDeed[] {
  switch (act.does) {
    case 'assign':
      if (state.assignee === act.agentId) return [];
      state.assignee = act.agentId;
      return [{ did: 'assigned', agentId: act.agentId }];
    case 'findNobody':
      return state.assignee ? [] : [{ did: 'foundNobody' }];
    case 'addTags':
      return addTags(state, act.tags);
    case 'setPriority':
      if (state.priority === act.priority) return [];
      state.priority = act.priority;
      return [{ did: 'prioritised', priority: act.priority }];
    case 'say':
      return sayFor(state, act.text, by);
    case 'sayNothing':
      return [{ did: 'saidNothing', why: act.why }];
    case 'callWebhook':
      state.rules.calls.push({ id: by.id, rule: by.rule });
      return [{ did: 'called' }];
    case 'close':
      return close(state, by);
  }
}

function addTags(
  state: ConversationState,
  tags: Extract<PlannedAct, { does: 'addTags' }>['tags'],
): RuleDeed[] {
  const added = tags.filter(({ tagId }) => !state.tags.includes(tagId));
  if (added.length === 0) return [];
  state.tags = [...state.tags, ...added.map(({ tagId }) => tagId)];
  return [{ did: 'tagged', tags: added }];
}

/** Not over a reply that is about to leave. */
function close(state: ConversationState, { id, at }: ByRule): RuleDeed[] {
  if (state.status === 'closed' || state.heldGroups.length > 0) return [];
  abandonDraft(state);
  dropAnswer(state, { decision: 'overtaken', at });
  state.status = 'closed';
  askForRatingLater(state, at);
  const event = { kind: 'closed', agentId: null } as const;
  state.unrecorded.push(happened({ id: eventIdOf(id, 'closed'), author: { by: 'system' }, event, at }));
  return [{ did: 'closed' }];
}
