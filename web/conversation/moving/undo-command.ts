import type { ConversationId, MessageId } from '../../../domain/ids.ts';
import type { ConversationEvent, Message, MoveEvent } from '../../../domain/message.ts';

/** The command that undoes a move, and the conversation it is given to. */
export interface MoveUndo {
  command: 'unmerge' | 'unsplit';
  conversationId: ConversationId;
  move: MessageId;
}

const UNDONE_BY: Partial<Record<MoveEvent['kind'], MoveEvent['kind'][]>> = {
  mergedInto: ['unmerged'],
  mergedFrom: ['mergeUndone'],
  splitOff: ['splitUndone'],
  splitFrom: ['splitWithdrawn'],
};

export function isMove(event: ConversationEvent): event is MoveEvent {
  return 'move' in event;
}

/** How to undo what an event says, or null when it is nothing to undo, or undone. */
export function undoOf(event: MoveEvent, of: { id: ConversationId; messages: Message[] }): MoveUndo | null {
  const { move, kind } = event;
  const undoings = UNDONE_BY[kind];
  if (!undoings) return null;
  const undone = of.messages.some(
    ({ event: later }) => later && isMove(later) && later.move === move && undoings.includes(later.kind),
  );
  if (undone) return null;
  const command = kind === 'mergedInto' || kind === 'mergedFrom' ? 'unmerge' : 'unsplit';
  const given = kind === 'mergedFrom' || kind === 'splitFrom' ? event.from : of.id;
  return { command, conversationId: given, move };
}
