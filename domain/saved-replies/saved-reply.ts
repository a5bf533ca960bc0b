import type { Attachment } from '../attachment.ts';
import type { AgentId, SavedReplyId, TagId } from '../ids.ts';
import { primaryTag } from '../language/language-tags.ts';
import type { Priority } from '../triage.ts';

/** What a macro does to the conversation once its reply was sent: commands of the contract. */
export type MacroAct =
  | { does: 'close' }
  | { does: 'assign'; assignee: AgentId | 'me' | null }
  | { does: 'addTag'; tagId: TagId }
  | { does: 'setPriority'; priority: Priority }
  /** `days`: until nine o'clock on that day; null: until the customer answers. */
  | { does: 'snooze'; days: number | null };

export const MAX_SNOOZE_DAYS = 90;

/** A text to insert into a reply; with acts it is a macro. */
export interface SavedReply {
  id: SavedReplyId;
  /** What is typed behind the slash. */
  name: string;
  /** Markdown, with variables in braces. */
  text: string;
  /** Of the text, as a language tag; null: not said. */
  language: string | null;
  acts: MacroAct[];
  /** Files that go with it, in order. */
  files: Attachment[];
  /** Whose own it is; null: the whole team's. */
  owner: AgentId | null;
  /** Who added it. */
  author: AgentId | null;
}

/** Acts of one macro. */
export const MAX_ACTS = 10;
/** Bytes of all files of a project's saved replies: they are kept for good. */
export const MAX_SAVED_FILE_BYTES = 200_000_000;
export const MAX_SAVED_REPLY_NAME = 60;
/** Saved replies that a project's agents see at once. */
export const MAX_SAVED_REPLIES = 2_000;

/** A name is one word, so that typing it needs no end: letters and digits of any script, and what joins them. */
export const SAVED_REPLY_NAME = /^[\p{L}\p{M}\p{N}]+(?:[._-][\p{L}\p{M}\p{N}]+)*$/u;

/** Shared ones are changed by admins and by whoever added them; own ones by their owner. */
export function mayChange(
  reply: Pick<SavedReply, 'owner' | 'author'>,
  who: { agentId: AgentId; isAdmin: boolean },
): boolean {
  if (reply.owner) return reply.owner === who.agentId;
  return who.isAdmin || reply.author === who.agentId;
}

/**
 * Those whose name begins with what was typed come first, then those that hold it in their name or text. Among equals, those in the
 * customer's language and those that say none stand before the others.
 */
export function matching(
  replies: readonly SavedReply[],
  typed: string,
  language: string | null = null,
): SavedReply[] {
  const wanted = fold(typed);
  const rank = ({ name, text }: SavedReply) => {
    const folded = fold(name);
    if (folded.startsWith(wanted)) return 0;
    if (folded.includes(wanted)) return 1;
    return wanted.length > 2 && fold(text).includes(wanted) ? 2 : 3;
  };
  return replies
    .map((reply) => ({ reply, at: rank(reply) }))
    .filter(({ at }) => at < 3)
    .sort(
      (one, other) =>
        one.at - other.at ||
        distanceOf(one.reply, language) - distanceOf(other.reply, language) ||
        one.reply.name.localeCompare(other.reply.name),
    )
    .map(({ reply }) => reply);
}

/** Of a saved reply's language from the customer's: their own, none said, another. */
function distanceOf({ language }: SavedReply, wanted: string | null): number {
  if (!language || !wanted) return 1;
  return primaryTag(language) === primaryTag(wanted) ? 0 : 2;
}

/** As words are compared: without case and accents. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
