import type { AgentId, RuleId, SavedReplyId } from '../../domain/ids.ts';
import type { OwedBy } from '../../domain/rule-event.ts';
import type { Rule, RuleAct, RuleCondition, RuleWhen } from '../../domain/rules/rule.ts';

/** When a rule is asked, as it is being written: so much of a unit, in which days are easier read than hours. */
export type WhenDraft =
  | Exclude<RuleWhen, { kind: 'untouched' }>
  | { kind: 'untouched'; amount: number | null; unit: Unit; owedBy: OwedBy };
export type Unit = 'hours' | 'days';

/** What it does, as far as that is chosen. */
export type ActDraft =
  | Exclude<RuleAct, { does: 'assign' | 'roundRobin' | 'sendSavedReply' }>
  | { does: 'assign'; assignee: AgentId | null }
  | { does: 'roundRobin'; agents: AgentId[]; capacity: number | null }
  | { does: 'sendSavedReply'; savedReplyId: SavedReplyId | null };

/** One clause of several. Its key is its own while it is on the screen. */
export interface Keyed<Clause> {
  key: number;
  is: Clause;
}

export interface RuleDraft {
  name: string;
  when: WhenDraft;
  conditions: Keyed<RuleCondition>[];
  acts: Keyed<ActDraft>[];
}

/** What is saved, and tried. */
export type SaidRule = Pick<Rule, 'id' | 'name' | 'when' | 'conditions' | 'acts'>;

export const newRuleDraft = (): RuleDraft => ({ name: '', when: { kind: 'new' }, conditions: [], acts: [] });

export const draftOf = ({ name, when, conditions, acts }: Rule): RuleDraft => ({
  name,
  when: when.kind === 'untouched' ? untouchedDraft(when) : when,
  conditions: conditions.map(keyed),
  acts: acts.map((act, key) => keyed<ActDraft>(act, key)),
});

function untouchedDraft({ hours, owedBy }: Extract<RuleWhen, { kind: 'untouched' }>): WhenDraft {
  const whole = hours % 24 === 0;
  return { kind: 'untouched', amount: whole ? hours / 24 : hours, unit: whole ? 'days' : 'hours', owedBy };
}

const keyed = <Clause>(is: Clause, key: number): Keyed<Clause> => ({ key, is });

/** With another clause at its end. */
export const withAdded = <Clause>(all: readonly Keyed<Clause>[], is: Clause): Keyed<Clause>[] => [
  ...all,
  { key: 1 + Math.max(-1, ...all.map(({ key }) => key)), is },
];

export const without = <Clause>(all: readonly Keyed<Clause>[], key: number): Keyed<Clause>[] =>
  all.filter((each) => each.key !== key);

export const withWritten = <Clause>(
  all: readonly Keyed<Clause>[],
  key: number,
  is: Clause,
): Keyed<Clause>[] => all.map((each) => (each.key === key ? { key, is } : each));

/** As it begins. */
export function emptyCondition(kind: RuleCondition['kind']): RuleCondition {
  switch (kind) {
    case 'channel':
      return { kind, channel: 'email' };
    case 'hours':
      return { kind, inside: false };
    default:
      return { kind, anyOf: [] };
  }
}

/** Nobody has more in hand at once, unless an admin says otherwise. */
const FIRST_CAPACITY = 10;

/** As it begins. */
export function emptyAct(does: RuleAct['does']): ActDraft {
  switch (does) {
    case 'assign':
      return { does, assignee: null };
    case 'roundRobin':
      return { does, agents: [], capacity: FIRST_CAPACITY };
    case 'addTags':
      return { does, tagIds: [] };
    case 'setPriority':
      return { does, priority: 'high' };
    case 'sendSavedReply':
      return { does, savedReplyId: null };
    case 'callWebhook':
      return { does, url: '', shown: null };
    case 'close':
      return { does };
  }
}

const ACTS: RuleAct['does'][] = [
  ...(['assign', 'roundRobin', 'addTags', 'setPriority', 'sendSavedReply', 'callWebhook', 'close'] as const),
];

/** Each once; to one person, or in turn. */
export const actsToAdd = (done: readonly RuleAct['does'][]): RuleAct['does'][] =>
  ACTS.filter((does) => !done.includes(does) && !(isAssigning(does) && done.some(isAssigning)));

const isAssigning = (does: RuleAct['does']) => does === 'assign' || does === 'roundRobin';

/** The rule that a draft without problems says. */
export const saidBy = (id: RuleId, { name, when, conditions, acts }: RuleDraft): SaidRule => ({
  id,
  name: name.trim(),
  when:
    when.kind === 'untouched'
      ? { kind: when.kind, hours: hoursOf(when) ?? 0, owedBy: when.owedBy }
      : { kind: when.kind },
  conditions: conditions.map(({ is }) => is),
  acts: acts.flatMap(({ is }) => actSaid(is) ?? []),
});

export const hoursOf = ({ amount, unit }: Extract<WhenDraft, { kind: 'untouched' }>): number | null =>
  amount === null ? null : amount * (unit === 'days' ? 24 : 1);

/** Null: something of it is not chosen yet. */
function actSaid(act: ActDraft): RuleAct | null {
  switch (act.does) {
    case 'assign':
      return act.assignee ? { ...act, assignee: act.assignee } : null;
    case 'roundRobin':
      return act.capacity === null ? null : { ...act, capacity: act.capacity };
    case 'sendSavedReply':
      return act.savedReplyId ? { ...act, savedReplyId: act.savedReplyId } : null;
    default:
      return act;
  }
}
