import type { RuleStop } from '../rule-event.ts';
import type { RuleFacts } from './facts.ts';
import { holdsAll } from './condition-holds.ts';
import { contradicts, feeds } from './meetings.ts';
import type { Rule, RuleAct } from './rule.ts';

export interface Decision {
  runs: { rule: Rule; acts: RuleAct[] }[];
  stops: RuleStop[];
}

/**
 * Which rules run for one event, in order. A rule sees the tags that earlier ones gave; it runs once for an event, whatever
 * comes of it, so that rules that call each other come to an end here, and what one has done another does not undo.
 */
export function decide(rules: readonly Rule[], facts: RuleFacts): Decision {
  const decision: Decision = { runs: [], stops: [] };
  const waiting = [...rules];
  let tags = facts.tags;
  for (;;) {
    const at = waiting.findIndex(({ conditions }) => holdsAll(conditions, { ...facts, tags }));
    const [rule] = at < 0 ? [] : waiting.splice(at, 1);
    if (!rule) return decision;
    add(decision, rule);
    tags = [...tags, ...rule.acts.flatMap((act) => (act.does === 'addTags' ? act.tagIds : []))];
  }
}

function add({ runs, stops }: Decision, rule: Rule): void {
  const acts = rule.acts.filter((act) => {
    const first = runs.find((run) => run.acts.some((done) => contradicts(done, act)));
    if (first) stops.push({ rules: [first.rule.name, rule.name], why: 'contradicts' });
    return !first;
  });
  const ran = runs.map((run) => run.rule);
  const circle = ran.filter((first) => feeds(rule, first)).map((first) => wayTo(rule, [first], ran));
  for (const way of circle) if (way) stops.push({ rules: way.map(({ name }) => name), why: 'circle' });
  if (acts.length > 0) runs.push({ rule, acts });
}

/** Along rules that ran, each of which gives the next what it asks for. */
function wayTo(goal: Rule, way: Rule[], ran: Rule[]): Rule[] | null {
  const last = way.at(-1);
  if (!last) return null;
  if (feeds(last, goal)) return [...way, goal];
  for (const next of ran) {
    if (way.includes(next) || !feeds(last, next)) continue;
    const found = wayTo(goal, [...way, next], ran);
    if (found) return found;
  }
  return null;
}
