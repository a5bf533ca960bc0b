import { siblingId, type DraftId, type MessageId } from '../../domain/ids.ts';

/** An answer that is being written. */
export interface Draft {
  id: DraftId;
  text: string;
}

/** The message this draft becomes. */
export const messageIdOf = (draft: Pick<Draft, 'id'>): MessageId => siblingId('msg', draft.id);

/**
 * A piece of text continues the draft it fits to. A retried draft begins again at 0; a piece that leaves a gap is
 * dropped, because the finished message is the only truth.
 */
export function continueDraft(
  draft: Draft | null,
  piece: { draftId: DraftId; offset: number; text: string },
  isFinished: (id: MessageId) => boolean,
): Draft | null {
  const id = piece.draftId;
  if (isFinished(messageIdOf({ id }))) return draft;
  if (piece.offset === 0) return { id, text: piece.text };
  if (draft?.id !== id || draft.text.length !== piece.offset) return draft;
  return { id, text: draft.text + piece.text };
}
