import type { Given } from '../../../domain/bulk/bulk.ts';
import type { AgentId } from '../../../domain/ids.ts';
import { PRIORITIES } from '../../../domain/triage.ts';
import type { Tag } from '../../../domain/triage/tag.ts';
import { PRIORITY_WORDS } from '../../conversation/triage/triage-words.ts';
import { momentWords } from '../../triage/moment-words.ts';

export interface BulkChoice {
  words: string;
  given: Given;
}

interface Member {
  id: AgentId;
  name: string;
}

export const assignChoices = (me: AgentId, members: Member[]): BulkChoice[] => [
  { words: 'You', given: { name: 'assign', input: { assignee: me } } },
  { words: 'Nobody', given: { name: 'assign', input: { assignee: null } } },
  ...members
    .filter(({ id }) => id !== me)
    .map(({ id, name }) => ({ words: name, given: { name: 'assign' as const, input: { assignee: id } } })),
];

/** Those that every chosen conversation has can be taken off; all others can be given. */
export function tagChoices(all: Tag[], worn: Tag[][]): BulkChoice[] {
  return all.map(({ id, name }) => {
    const everywhere = worn.every((tags) => tags.some((tag) => tag.id === id));
    return everywhere
      ? { words: `Take off ${name}`, given: { name: 'removeTag', input: { tagId: id } } }
      : { words: name, given: { name: 'addTag', input: { tagId: id } } };
  });
}

/** When an office day begins, by the agent's own clock. */
const MORNING = 9;

/** `now` is in milliseconds. */
export function snoozeChoices(now: number): BulkChoice[] {
  const morning = (days: number) => {
    const at = new Date(now);
    at.setDate(at.getDate() + days);
    at.setHours(MORNING, 0, 0, 0);
    return at.toISOString();
  };
  const toMonday = (8 - new Date(now).getDay()) % 7 || 7;
  const moments = [...new Set([morning(1), morning(3), morning(toMonday)])].sort();
  return [
    ...moments.map((until) => ({
      words: `Until ${momentWords(until, now)}`,
      given: { name: 'snooze' as const, input: { until } },
    })),
    { words: 'Until the customer answers', given: { name: 'snooze', input: { until: null } } },
    { words: 'Wake now', given: { name: 'unsnooze', input: {} } },
  ];
}

export const furtherChoices = (): BulkChoice[] => [
  { words: 'Take over', given: { name: 'takeOver', input: {} } },
  { words: 'Hand back', given: { name: 'handBack', input: {} } },
  { words: 'Open again', given: { name: 'reopen', input: {} } },
  ...PRIORITIES.toReversed().map((priority) => ({
    words: PRIORITY_WORDS[priority],
    given: { name: 'setPriority' as const, input: { priority } },
  })),
  { words: 'Mark as spam', given: { name: 'markSpam', input: {} } },
  { words: 'Not spam', given: { name: 'unmarkSpam', input: {} } },
];
