import type { Before, Given } from './bulk.ts';

/** What restores a conversation after a command, in this order; nothing where the command changed nothing. */
export function undoOf(given: Given, before: Before): Given[] {
  switch (given.name) {
    case 'close':
      return before.status === 'closed' ? [] : [{ name: 'reopen', input: {} }];
    case 'reopen':
      return before.status === 'closed' ? [{ name: 'close', input: {} }] : [];
    case 'assign':
      return given.input.assignee === before.assignee ? [] : [assignedTo(before)];
    case 'takeOver':
      return before.handler.by === 'assistant' ? [{ name: 'handBack', input: {} }] : [assignedTo(before)];
    case 'handBack':
      return before.handler.by === 'assistant' ? [] : [{ name: 'takeOver', input: {} }, assignedTo(before)];
  }
}

const assignedTo = ({ assignee }: Before): Given => ({ name: 'assign', input: { assignee } });
