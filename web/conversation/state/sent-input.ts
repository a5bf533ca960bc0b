import type { AgentId, AttachmentId } from '../../../domain/ids.ts';
import { mentionedIn } from '../../../domain/mentions/mentions.ts';
import type { TeamMember } from '../../../domain/inbox/views.ts';

/** Who may be mentioned. */
export interface NoteReaders {
  readonly members: readonly TeamMember[];
}

/** A note as it is sent, with the ids of those whom it names: the `chosen` ones of several with one name. */
export function noteInput<Note extends { text: string }>(
  note: Note,
  team?: NoteReaders,
  chosen?: readonly AgentId[],
) {
  const mentions = mentionedIn(note.text, team?.members ?? [], chosen);
  return { ...note, ...(mentions.length > 0 && { mentions }) };
}

/** A reply as it is sent, with its files. */
export const replyInput = <Reply extends object>(reply: Reply, files: AttachmentId[]) => ({
  ...reply,
  ...(files.length > 0 && { attachments: files }),
});
