import type { IconName } from '../design/icons.ts';
import type { ActId } from '../keys/known-acts.ts';

/** Acts are told apart by their pictures; those without one have a dot. */
export const ACT_ICONS: Partial<Record<ActId, IconName>> = {
  newConversation: 'pencil',
  undo: 'undo',
  help: 'help',
  search: 'search',
  filter: 'plus',
  chooseAll: 'rows',
  markUnread: 'unread',
  closeChosen: 'check',
  markChosenUnread: 'unread',
  chooseNone: 'cross',
  reply: 'chat',
  note: 'note',
  forward: 'forward',
  close: 'check',
  assign: 'person',
  tag: 'tag',
  snooze: 'moon',
  takeOver: 'hand',
  handBack: 'spark',
  spam: 'shield',
  details: 'docs',
};
