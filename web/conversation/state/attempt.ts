import type { HeldReplyView } from '../../../domain/conversation/held-reply.ts';
import { newId, type MessageId } from '../../../domain/ids.ts';
import type { Message } from '../../../domain/message.ts';
import type { Attempt, ReplyDraft, WayToSend } from '../../app/reply-draft.ts';

/** The draft with its next try: an unchanged one keeps the id of the try before, so that it can arrive only once. */
export function attempted(
  draft: ReplyDraft,
  way: Omit<WayToSend, 'snoozeUntil'> = {},
): ReplyDraft & { attempt: Attempt } {
  const { mode, attempt } = draft;
  const isReply = mode === 'reply';
  const next = {
    mode,
    text: draft[mode].trim(),
    files: isReply ? draft.files.map(({ id }) => id) : [],
    ...(isReply && draft.cc?.length && { cc: draft.cc }),
    ...(isReply && draft.bcc?.length && { bcc: draft.bcc }),
    ...(isReply && draft.edits && { edits: draft.edits }),
    ...(isReply && way),
    ...(!isReply && draft.picked?.length && { picked: draft.picked }),
  };
  const same = attempt && essenceOf(attempt) === essenceOf(next);
  return { ...draft, attempt: same ? attempt : { id: newId('msg'), ...next } };
}

const essenceOf = (of: Omit<Attempt, 'id'>): string => {
  const { mode, text, files = [], cc, bcc, closes, sendAt, picked, edits } = of;
  return JSON.stringify([mode, text, files, cc, bcc, closes, sendAt, picked, edits]);
};

/** The draft once the transcript shows the try: what was sent is cleared, what was written since stays. */
export function settled(draft: ReplyDraft, messages: Pick<Message, 'id'>[]): ReplyDraft {
  const { attempt } = draft;
  if (!attempt || !messages.some(({ id }) => id === attempt.id)) return draft;
  return cleared(draft, attempt.id);
}

/** The draft after its try was accepted. Whoever was chosen to get this reply too is not chosen for the next one. */
export function cleared(draft: ReplyDraft, id: MessageId): ReplyDraft {
  const { cc, bcc, ...others } = draft;
  const { attempt } = draft;
  if (attempt?.id !== id) return draft;
  const unchanged = draft[attempt.mode].trim() === attempt.text;
  const sameReaders = JSON.stringify([cc, bcc]) === JSON.stringify([attempt.cc, attempt.bcc]);
  const kept = attempt.mode === 'reply' && sameReaders ? others : draft;
  const files = draft.files.filter((file) => !attempt.files?.includes(file.id));
  if (attempt.edits) delete kept.edits;
  if (attempt.mode === 'note' && unchanged) delete kept.picked;
  return { ...kept, files, attempt: null, ...(unchanged ? { [attempt.mode]: '' } : {}) };
}

/** What of a reply goes back into the box. */
export type TakenReply = Pick<HeldReplyView, 'id' | 'text' | 'cc' | 'bcc' | 'files'>;

/** As it was sent, before the server shows it. */
export function sentReply({ attempt, files }: ReplyDraft & { attempt: Attempt }): TakenReply {
  const { id, text, cc, bcc } = attempt;
  return { id, text, files, ...(cc && { cc }), ...(bcc && { bcc }) };
}

/** The draft with a reply that was undone, in front of what was written since. Only whoever was to read both gets both. */
export function restored(draft: ReplyDraft, reply: TakenReply): ReplyDraft {
  const { files = [] } = reply;
  const since = draft.reply.trim();
  const both = [reply.text, since].filter(Boolean).join('\n\n');
  const others = draft.files.filter(({ id }) => !files.some((file) => file.id === id));
  const readers = (of: string[] = [], own: string[] = []) =>
    since ? of.filter((email) => own.includes(email)) : of;
  const cc = readers(reply.cc, draft.cc);
  const bcc = readers(reply.bcc, draft.bcc);
  const { cc: _cc, bcc: _bcc, ...kept } = draft;
  const all = [...files, ...others];
  return {
    ...kept,
    reply: both,
    files: all,
    mode: 'reply',
    attempt: null,
    ...(cc.length > 0 && { cc }),
    ...(bcc.length > 0 && { bcc }),
  };
}
