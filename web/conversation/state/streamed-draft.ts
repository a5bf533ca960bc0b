import { siblingId, type DraftId } from '../../../domain/ids.ts';
import type { Message } from '../../../domain/message.ts';

/** An answer while it is written. Fleeting: only the recorded message is the truth. */
export interface StreamedDraft {
  draftId: DraftId;
  text: string;
}

/** A piece at an offset: repeated pieces change nothing, a rewritten tail replaces the old one, a gap waits for the whole. */
export function appendPiece(
  draft: StreamedDraft | null,
  piece: StreamedDraft & { offset: number },
): StreamedDraft | null {
  const written = draft?.draftId === piece.draftId ? draft.text : '';
  if (piece.offset > written.length) return draft?.draftId === piece.draftId ? draft : null;
  return { draftId: piece.draftId, text: written.slice(0, piece.offset) + piece.text };
}

/** Whether the answer that a draft was for has been recorded. */
export function isRecorded(draft: StreamedDraft, messages: Message[]): boolean {
  const id = siblingId('msg', draft.draftId);
  return messages.some((message) => message.id === id);
}
