import type { Rule, RuleAct, RuleCondition } from './rule.ts';
import type { Meeting } from './tried.ts';

type Said = Pick<Rule, 'when' | 'conditions' | 'acts'>;

/** Whether what a rule does gives another one what it asks for. */
export function feeds({ acts }: Pick<Rule, 'acts'>, { conditions }: Pick<Rule, 'conditions'>): boolean {
  const given = acts.flatMap((act) => (act.does === 'addTags' ? act.tagIds : []));
  return conditions.some((each) => each.kind === 'tag' && each.anyOf.some((id) => given.includes(id)));
}

/** Whether two acts want something else of the same conversation. */
export function contradicts(one: RuleAct, other: RuleAct): boolean {
  if (one.does === 'assign' && other.does === 'assign') return one.assignee !== other.assignee;
  if (one.does === 'setPriority' && other.does === 'setPriority') return one.priority !== other.priority;
  return false;
}

/** The other rules that a rule has to do with, in their order. */
export function meetings(rule: Said & Pick<Rule, 'id'>, others: readonly Rule[]): Meeting[] {
  return others.flatMap((other) => {
    const how = other.id === rule.id ? null : meets(rule, other);
    return how ? [{ id: other.id, name: other.name, isOn: other.isOn, how }] : [];
  });
}

function meets(rule: Said, other: Said): Meeting['how'] | null {
  if (rule.when.kind !== other.when.kind) return null;
  const [feedsIt, isFed] = [feeds(rule, other), feeds(other, rule)];
  if (feedsIt && isFed) return 'circle';
  if (feedsIt) return 'feeds';
  if (isFed) return 'fed';
  const wantOther = rule.acts.some((act) => other.acts.some((each) => contradicts(act, each)));
  return wantOther && mayBothHold(rule.conditions, other.conditions) ? 'contradicts' : null;
}

/** False only where it is certain that no conversation has both. */
const mayBothHold = (some: RuleCondition[], others: RuleCondition[]): boolean =>
  some.every((one) => others.every((other) => !excludes(one, other)));

function excludes(one: RuleCondition, other: RuleCondition): boolean {
  if (one.kind === 'channel' && other.kind === 'channel') return one.channel !== other.channel;
  if (one.kind === 'hours' && other.kind === 'hours') return one.inside !== other.inside;
  if (one.kind === 'language' && other.kind === 'language')
    return !one.anyOf.some((each) => other.anyOf.includes(each));
  return false;
}
