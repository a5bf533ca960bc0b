import type { AgentId } from '../../domain/ids.ts';
import type { MacroAct } from '../../domain/saved-replies/saved-reply.ts';
import type { Tag } from '../../domain/triage/tag.ts';

interface Names {
  nameOf: (id: AgentId) => string;
  tags: readonly Tag[];
}

/** What a macro does besides, as it is said of it: "tag returns, close". */
export function actWords(act: MacroAct, { nameOf, tags }: Names): string {
  switch (act.does) {
    case 'close':
      return 'close';
    case 'assign':
      return act.assignee === null
        ? 'assign to nobody'
        : `assign to ${act.assignee === 'me' ? 'me' : nameOf(act.assignee)}`;
    case 'addTag':
      return `tag ${nameOfTag(act.tagId, tags)}`;
    case 'setPriority':
      return `${act.priority} priority`;
    case 'snooze':
      return act.days === null
        ? 'snooze until the customer answers'
        : `snooze for ${act.days === 1 ? 'a day' : `${act.days} days`}`;
  }
}

export const actsWords = (acts: readonly MacroAct[], names: Names): string =>
  acts.map((act) => actWords(act, names)).join(', ');

const nameOfTag = (id: string, tags: readonly Tag[]): string =>
  tags.find((tag) => tag.id === id || tag.merged.some((each) => each === id))?.name ?? 'a deleted tag';
