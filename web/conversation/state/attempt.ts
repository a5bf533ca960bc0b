import type { HeldReplyView } from '../../../domain/conversation/held-reply.ts';
import { newId, type MessageId } from '../../../domain/ids.ts';
import type { Message } from '../../../domain/message.ts';
import type { ReplyDraft } from '../../app/reply-draft.ts';

/** The draft with its next try: an unchanged text keeps the id of the try before, so that it can arrive only once. */
export function attempted(draft: ReplyDraft): ReplyDraft & { attempt: NonNullable<ReplyDraft['attempt']> } {
  const { mode, attempt } = draft;
  const cc = mode === 'reply' && draft.cc?.length ? draft.cc : undefined;
  const text = draft[mode].trim();
  const files = mode === 'reply' ? draft.files.map(({ id }) => id) : [];
  const same =
    attempt?.text === text &&
    attempt.mode === mode &&
    String(attempt.cc) === String(cc) &&
    String(attempt.files ?? []) === String(files);
  return { ...draft, attempt: same ? attempt : { id: newId('msg'), mode, text, files, ...(cc && { cc }) } };
}

/** The draft once the transcript shows the try: what was sent is cleared, what was written since stays. */
export function settled(draft: ReplyDraft, messages: Pick<Message, 'id'>[]): ReplyDraft {
  const { attempt } = draft;
  if (!attempt || !messages.some(({ id }) => id === attempt.id)) return draft;
  return cleared(draft, attempt.id);
}

/** The draft after its try was accepted. Whoever was chosen to get this reply too is not chosen for the next one. */
export function cleared(draft: ReplyDraft, id: MessageId): ReplyDraft {
  const { cc, ...others } = draft;
  const { attempt } = draft;
  if (attempt?.id !== id) return draft;
  const unchanged = draft[attempt.mode].trim() === attempt.text;
  const kept = attempt.mode === 'reply' && String(cc ?? '') === String(attempt.cc ?? '') ? others : draft;
  const files = draft.files.filter((file) => !attempt.files?.includes(file.id));
  return { ...kept, files, attempt: null, ...(unchanged ? { [attempt.mode]: '' } : {}) };
}

/** The draft with a reply that was undone, in front of what was written since. Only whoever was to read both gets both. */
export function restored(draft: ReplyDraft, { text, cc = [], files = [] }: HeldReplyView): ReplyDraft {
  const since = draft.reply.trim();
  const reply = [text, since].filter(Boolean).join('\n\n');
  const others = draft.files.filter(({ id }) => !files.some((file) => file.id === id));
  const copied = since ? cc.filter((email) => draft.cc?.includes(email)) : cc;
  const { cc: _cc, ...kept } = draft;
  const all = [...files, ...others];
  return {
    ...kept,
    reply,
    files: all,
    mode: 'reply',
    attempt: null,
    ...(copied.length > 0 && { cc: copied }),
  };
}
