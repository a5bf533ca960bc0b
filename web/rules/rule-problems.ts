import { MAX_CAPACITY, MAX_UNTOUCHED_HOURS, type RuleCondition } from '../../domain/rules/rule.ts';
import { hoursOf, type ActDraft, type RuleDraft, type WhenDraft } from './rule-draft.ts';

/** Where in the sentence something is missing, and what to do about it. */
export interface RuleProblem {
  at: Place;
  words: string;
}
export type Place = 'name' | 'when' | 'acts' | `condition ${number}` | `act ${number}`;

/** What a rule lacks before it can be saved or tried, from the top. The api decides what else is wrong. */
export function problemsOf({ name, when, conditions, acts }: RuleDraft): RuleProblem[] {
  return [
    ...at('name', name.trim() ? null : 'Give it a name.'),
    ...at('when', whenProblem(when)),
    ...conditions.flatMap(({ key, is }) => at(`condition ${key}`, conditionProblem(is))),
    ...at('acts', acts.length > 0 ? null : 'Choose what it does.'),
    ...acts.flatMap(({ key, is }) => at(`act ${key}`, actProblem(is))),
  ];
}

const at = (place: Place, words: string | null): RuleProblem[] => (words ? [{ at: place, words }] : []);

function whenProblem(when: WhenDraft): string | null {
  if (when.kind !== 'untouched') return null;
  const hours = hoursOf(when);
  const isWhole = hours !== null && Number.isInteger(when.amount) && hours >= 1;
  if (!isWhole) return `A whole number of ${when.unit}, 1 or more.`;
  return hours > MAX_UNTOUCHED_HOURS ? `At most ${MAX_UNTOUCHED_HOURS / 24} days.` : null;
}

function conditionProblem(condition: RuleCondition): string | null {
  if (!('anyOf' in condition) || condition.anyOf.length > 0) return null;
  return {
    words: 'Write at least one word, and Enter.',
    address: 'Write at least one address, and Enter.',
    tag: 'Choose at least one tag.',
    language: 'Choose at least one language.',
  }[condition.kind];
}

function actProblem(act: ActDraft): string | null {
  switch (act.does) {
    case 'assign':
      return act.assignee ? null : 'Choose who gets it.';
    case 'roundRobin':
      if (act.agents.length === 0) return 'Choose who takes turns.';
      return isCapacity(act.capacity) ? null : `A whole number from 1 to ${MAX_CAPACITY}.`;
    case 'addTags':
      return act.tagIds.length > 0 ? null : 'Choose at least one tag.';
    case 'sendSavedReply':
      return act.savedReplyId ? null : 'Choose what is sent.';
    case 'callWebhook':
      return act.url?.trim() || act.shown ? null : 'Enter the address of the webhook.';
    case 'setPriority':
    case 'close':
      return null;
  }
}

const isCapacity = (capacity: number | null) =>
  capacity !== null && Number.isInteger(capacity) && capacity >= 1 && capacity <= MAX_CAPACITY;
