import type { AgentId, SavedReplyId, TagId } from '../../domain/ids.ts';
import type { Language } from '../../domain/language/language.ts';
import type { OwedBy } from '../../domain/rule-event.ts';
import type { Rule, RuleAct, RuleCondition, RuleWhen } from '../../domain/rules/rule.ts';
import type { Meeting, Trial } from '../../domain/rules/tried.ts';
import type { Priority } from '../../domain/triage.ts';

/** How whatever a rule names by an id is called. */
export interface RuleNames {
  agent: (id: AgentId) => string;
  tag: (id: TagId) => string;
  reply: (id: SavedReplyId) => string;
}

export const WHEN_WORDS: Record<RuleWhen['kind'], string> = {
  new: 'a conversation begins',
  customerAnswered: 'the customer answers',
  untouched: 'nobody wrote for',
};

export const OWED_WORDS: Record<OwedBy, string> = {
  anyone: 'whoever waits',
  team: 'while the customer waits for us',
  customer: 'while we wait for the customer',
};

export const CONDITION_WORDS: Record<RuleCondition['kind'], string> = {
  channel: 'the channel is',
  words: 'the words say one of',
  tag: 'it is tagged one of',
  address: 'the address is one of',
  hours: 'it happens',
  language: 'the language is one of',
};

export const ACT_WORDS: Record<RuleAct['does'], string> = {
  assign: 'assign to',
  roundRobin: 'assign in turn to',
  addTags: 'tag',
  setPriority: 'set the priority to',
  sendSavedReply: 'send the saved reply',
  callWebhook: 'call a webhook',
  close: 'close',
};

export const CHANNEL_WORDS = { email: 'email', widget: 'chat' } as const;
export const HOURS_WORDS = { inside: 'inside business hours', outside: 'outside business hours' } as const;
export const PRIORITY_NAMES: Record<Priority, string> = { low: 'low', normal: 'normal', high: 'high' };
export const languageWords = (language: Language): string =>
  language.charAt(0).toUpperCase() + language.slice(1);

/** "nobody wrote for 10 days". */
export function whenWords(when: RuleWhen): string {
  if (when.kind !== 'untouched') return WHEN_WORDS[when.kind];
  const { hours, owedBy } = when;
  const span = hours % 24 === 0 ? counted(hours / 24, 'day') : counted(hours, 'hour');
  return `${WHEN_WORDS.untouched} ${span}${owedBy === 'anyone' ? '' : `, ${OWED_WORDS[owedBy]}`}`;
}

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** "the words say wholesale or reseller". */
export function conditionWords(condition: RuleCondition, { tag }: Pick<RuleNames, 'tag'>): string {
  switch (condition.kind) {
    case 'channel':
      return `the channel is ${CHANNEL_WORDS[condition.channel]}`;
    case 'words':
      return `the words say ${either(condition.anyOf)}`;
    case 'tag':
      return `it is tagged ${either(condition.anyOf.map(tag))}`;
    case 'address':
      return `the address is ${either(condition.anyOf)}`;
    case 'hours':
      return `it happens ${condition.inside ? HOURS_WORDS.inside : HOURS_WORDS.outside}`;
    case 'language':
      return `the language is ${either(condition.anyOf.map(languageWords))}`;
  }
}

/** "assign in turn to Ana and Ben, up to 10 open conversations each". */
export function actWords(act: RuleAct, { agent, tag, reply }: RuleNames): string {
  switch (act.does) {
    case 'assign':
      return `assign to ${agent(act.assignee)}`;
    case 'roundRobin':
      return `assign in turn to ${both(act.agents.map(agent))}, up to ${counted(act.capacity, 'open conversation')} each`;
    case 'addTags':
      return `tag ${both(act.tagIds.map(tag))}`;
    case 'setPriority':
      return `set the priority to ${PRIORITY_NAMES[act.priority]}`;
    case 'sendSavedReply':
      return `send the saved reply ${reply(act.savedReplyId)}`;
    case 'callWebhook':
      return `call the webhook ${act.shown ?? ''}`.trim();
    case 'close':
      return 'close';
  }
}

const listed = (word: string) => (all: readonly string[]) =>
  all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} ${word} ${all.at(-1) ?? ''}`;
const either = listed('or');
const both = listed('and');

/** A rule in the list: "When a conversation begins, if the channel is email". */
export const rowWords = ({ when, conditions }: Pick<Rule, 'when' | 'conditions'>, names: RuleNames): string =>
  [
    `When ${whenWords(when)}`,
    ...(conditions.length > 0
      ? [`if ${conditions.map((each) => conditionWords(each, names)).join(' and ')}`]
      : []),
  ].join(', ');

/** What trying it found. */
export function trialWords({ looked, matched, runs }: Pick<Trial, 'looked' | 'matched' | 'runs'>): string {
  if (looked === 0) return 'There is no past conversation to try it on yet.';
  if (matched === 0) return 'It would have acted on none of them.';
  const often = runs > matched ? `, ${runs} times in all` : '';
  return `It would have acted on ${matched} of them${often}. Nothing was changed.`;
}

export const triedTitle = ({ looked }: Pick<Trial, 'looked'>): string =>
  looked === 1 ? 'Tried on the last conversation' : `Tried on the last ${looked} conversations`;

/** What it has to do with another rule. */
export function meetingWords({ name, isOn, how }: Omit<Meeting, 'id'>): string {
  const other = `“${name}”${isOn ? '' : ', which is off,'}`;
  switch (how) {
    case 'feeds':
      return `${other} asks for a tag that this rule gives: it may act because of this one.`;
    case 'fed':
      return `${other} gives a tag that this rule asks for: this one may act because of it.`;
    case 'circle':
      return `${other} and this rule each give a tag that the other asks for.`;
    case 'contradicts':
      return `${other} wants something else at the same moment. Whichever stands higher in the list has its way.`;
  }
}

export const WORDS = {
  title: 'Rules',
  why: 'What happens by itself when a conversation begins, the customer answers or nobody wrote for long.',
  none: 'No rules yet',
  noneAdmin: 'Say when, if and then. A new rule is off until you have seen what it would have done.',
  noneAgent: 'Admins add rules that tag, assign or answer by themselves.',
  choose: 'Choose a rule to read or change it.',
  chooseAgent: 'Choose a rule to read it.',
  gone: 'There is no such rule',
  goneWhy: 'Somebody may have deleted it.',
  changedElsewhere: 'Somebody changed this rule meanwhile. Saving replaces what they wrote.',
  stale: 'It was changed since.',
  movesBy: 'Arrow up and down move it, or drag it.',
} as const;
