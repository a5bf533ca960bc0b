import type { Before, Given } from './bulk.ts';

/** What restores a conversation after a command, in this order; nothing where the command changed nothing. */
export function undoOf(given: Given, before: Before): Given[] {
  const wasClosed = before.status === 'closed';
  switch (given.name) {
    case 'close':
      return wasClosed ? [] : [{ name: 'reopen', input: {} }, ...asleepAgain(before)];
    case 'reopen':
      return wasClosed ? [{ name: 'close', input: {} }] : [];
    case 'assign':
      return given.input.assignee === before.assignee ? [] : [assignedTo(before)];
    case 'takeOver':
      return before.handler.by === 'assistant' ? [{ name: 'handBack', input: {} }] : [assignedTo(before)];
    case 'handBack':
      return before.handler.by === 'assistant' ? [] : [{ name: 'takeOver', input: {} }, assignedTo(before)];
    case 'addTag':
      return before.tags.includes(given.input.tagId) ? [] : [{ name: 'removeTag', input: given.input }];
    case 'removeTag':
      return before.tags.includes(given.input.tagId) ? [{ name: 'addTag', input: given.input }] : [];
    case 'snooze':
      return before.status === 'snoozed' ? asleepAgain(before) : [{ name: 'unsnooze', input: {} }];
    case 'unsnooze':
      return asleepAgain(before);
    case 'setPriority':
      return [{ name: 'setPriority', input: { priority: before.priority } }];
    case 'markSpam':
      return before.spam ? [] : [{ name: 'unmarkSpam', input: {} }];
    case 'unmarkSpam':
      return before.spam ? [{ name: 'markSpam', input: {} }] : [];
  }
}

const assignedTo = ({ assignee }: Before): Given => ({ name: 'assign', input: { assignee } });

const asleepAgain = ({ status, snoozedUntil }: Before): Given[] =>
  status === 'snoozed' ? [{ name: 'snooze', input: { until: snoozedUntil } }] : [];
